"""What a code tells a client: one sentence a code, and one for each pair that is often mixed up."""

from __future__ import annotations

import re
from collections.abc import Collection

from course.values import codes

#: What a client believes and does when it gets this code.
TELLS: dict[int, str] = {
    200: "200 tells a client: it worked, and the content is the answer to what you asked.",
    201: "201 tells a client: something new exists now, and Location (or this very URL) is its address.",
    202: "202 tells a client: I have taken the job, it is not done, come back to see.",
    204: "204 tells a client: it worked, and there is nothing to read.",
    205: "205 tells a client: it worked, clear the form you sent.",
    206: "206 tells a client: here is the part of the content that you asked for.",
    301: "301 tells a client: this moved for good, and a POST may be repeated as a GET.",
    302: "302 tells a client: look there this time, and a POST may be repeated as a GET.",
    303: "303 tells a client: the answer to your request is there, fetch it with GET.",
    304: "304 tells a client: what you have stored is still good, use it.",
    307: "307 tells a client: send the same request, method and content, there this time.",
    308: "308 tells a client: send the same request, method and content, there from now on.",
    400: "400 tells a client: something in this request is your mistake, repair it before you send it again.",
    401: "401 tells a client: I do not know who you are, send credentials of the kind I name.",
    402: "402 tells a client that payment is needed, though the standard leaves its use open.",
    403: "403 tells a client: I understood you and refuse; do not repeat it with the same credentials.",
    404: "404 tells a client: I found nothing at this address, or will not say that there is something.",
    405: "405 tells a client: this address does not take that method; Allow lists the ones that it takes.",
    406: "406 tells a client: I have no form of this that you said you accept.",
    408: "408 tells a client: your request took too long to arrive, send it again.",
    409: "409 tells a client: the request is fine, but it conflicts with what is stored now.",
    410: "410 tells a client: it was here and is gone for good; drop the link.",
    411: "411 tells a client: say how long the content is (Content-Length).",
    412: "412 tells a client: a condition you sent is false; fetch the current version first.",
    413: "413 tells a client: the content is larger than I take.",
    414: "414 tells a client: the URL is longer than I read.",
    415: "415 tells a client: I do not read content of this media type.",
    416: "416 tells a client: the part you asked for is outside the content.",
    417: "417 tells a client: I cannot meet what your Expect header asks.",
    421: "421 tells a client: this server does not answer for that host; use another connection.",
    422: "422 tells a client: I can read the content, but what it says cannot be done.",
    423: "423 tells a client: the resource is locked.",
    424: "424 tells a client: this failed because another action it depends on failed.",
    425: "425 tells a client: this came too early to be safe against replay; send it again later.",
    426: "426 tells a client: use the protocol named in Upgrade.",
    428: "428 tells a client: say which version you mean to change (If-Match) and send it again.",
    429: "429 tells a client: you send too much; wait as long as Retry-After says.",
    431: "431 tells a client: your header fields are too large.",
    451: "451 tells a client: this is withheld for legal reasons.",
    500: "500 tells a client: the server has a fault; nothing in your request needs to change.",
    501: "501 tells a client: this server cannot do that anywhere; perhaps it does not know the method.",
    502: "502 tells a client: a server upstream of me gave a useless answer.",
    503: "503 tells a client: I cannot serve you now, try again later.",
    504: "504 tells a client: a server upstream of me did not answer in time.",
    505: "505 tells a client: I do not speak that version of HTTP.",
    507: "507 tells a client: there is no room to store this.",
}
#: What a client lacks when a header does not come that it was promised; names as str.title writes them.
WITHOUT: dict[str, str] = {
    "Location": "Without Location a client is not told the address. A 201 without it names the URL of the "
    "request itself (RFC 9110 §15.3.2).",
    "Allow": "A 405 must name the methods that do work here (RFC 9110 §15.5.6). Without Allow a client tries "
    "them one by one.",
    "Www-Authenticate": "A 401 must carry a challenge (RFC 9110 §15.5.2). Without it a client does not know "
    "which kind of credentials would be accepted.",
    "Retry-After": "Without Retry-After a client guesses when to come back, and many come back at once.",
    "Etag": "Without ETag a client has nothing to name the version it knows: it can neither ask whether its "
    "copy is still good nor refuse to overwrite a newer one.",
    "Content-Type": "Without Content-Type a client has to guess how to read the content.",
}
#: (expected, returned): what the client will do now that it should not.
PAIRS: dict[tuple[int, int], str] = {
    (404, 200): "A client that reads 200 takes whatever came for the thing that it asked for.",
    (400, 200): "A client that reads 200 thinks its broken request was carried out and never repairs it.",
    (422, 200): "A client that reads 200 thinks the invalid data was accepted and never shows the "
    "form again.",
    (401, 200): "A client that reads 200 believes that it was let in, and never asks the user to sign in.",
    (403, 200): "A client that reads 200 believes the action was allowed and done.",
    (
        409,
        200,
    ): "A client that reads 200 believes that its request was carried out; the conflict is never resolved.",
    (405, 200): "A client that reads 200 believes the method is supported and its effect took place.",
    (415, 200): "A client that reads 200 believes that this media type is read here, and sends it again.",
    (429, 200): "A client that reads 200 has no reason to slow down.",
    (500, 200): "A client that reads 200 believes the work was done; no retry, no alarm, no trace in "
    "the monitor.",
    (503, 200): "A client that reads 200 does not try again, and a load balancer keeps sending traffic here.",
    (201, 200): "200 says it worked, not that something new exists; the client does not look for its "
    "address.",
    (202, 200): "200 says the work is done. The client takes what came for the result.",
    (204, 200): "200 promises an answer to read, and a client takes the time to read it.",
    (303, 200): "After 200 the page is still the answer to the POST; a reload sends the form again.",
    (200, 201): "201 says that something new exists, and a client looks for it at Location or at this "
    "very URL.",
    (202, 201): "201 says the resource exists now. The client fetches it at once and finds nothing.",
    (204, 201): "201 says something new exists. A deletion or a plain update made nothing.",
    (409, 201): "A client that reads 201 believes that its own was stored; the conflict is never resolved.",
    (400, 201): "A client that reads 201 believes that its broken data is stored.",
    (422, 201): "A client that reads 201 believes that its invalid data is stored.",
    (200, 204): "204 has no content. The client wanted the answer and gets nothing to read.",
    (201, 204): "204 does not say that something new exists, nor where.",
    (
        404,
        204,
    ): "A client that reads 204 believes that something was there and that its request was carried out.",
    (204, 205): "205 asks a client to clear the form that sent the request; it says nothing about a "
    "deletion.",
    (204, 404): "404 says that there was nothing to act on, though there was.",
    (301, 302): "302 is for this time only. Clients and search engines keep asking at the old address.",
    (308, 302): "302 is for this time only, and a POST may be repeated as a GET without its content.",
    (307, 302): "After 302 most clients repeat a POST as a GET; the content is lost on the way.",
    (303, 302): "302 leaves it open whether the method changes; 303 says GET, and every client agrees.",
    (307, 301): "301 is remembered for good, and a POST may be repeated as a GET without its content.",
    (308, 301): "After 301 most clients repeat a POST as a GET; the content is lost on the way.",
    (303, 307): "307 repeats the POST at the new address: the form would be sent twice.",
    (303, 308): "308 repeats the POST at the new address, and is remembered for good.",
    (404, 400): "400 blames the request as a whole. The client searches it for a mistake; the only thing "
    "wrong is that there is nothing at this address.",
    (422, 400): "400 may be any mistake of the client. It does not say that the content could be read and "
    "only its meaning is refused.",
    (400, 422): "422 says that the content could be read and only its meaning is refused. This request "
    "failed for another reason.",
    (415, 400): "400 may be any mistake of the client. It does not say that another media type would help.",
    (400, 415): "415 says another media type would help. The type is right; it is the content that is wrong.",
    (409, 400): "400 blames the request. It is fine; it only conflicts with what is stored now.",
    (413, 400): "400 may be any mistake of the client. It does not say that the content is only too large.",
    (401, 400): "400 does not ask for credentials; a client does not know that signing in would help.",
    (401, 403): "403 names no way to sign in. The client does not ask the user for credentials, although "
    "valid ones are all that is missing.",
    (403, 401): "401 asks for valid credentials, and they are not what is missing. The client sends the "
    "user to sign in again, in a circle.",
    (401, 404): "404 says there is nothing here. The client never asks the user to sign in.",
    (404, 403): "403 says that there is something at this address and that this client may not have it.",
    (404, 401): "401 asks for credentials, as if they would help. 404 was to say that there is nothing to "
    "be had at this address.",
    (403, 404): "404 says there is nothing here, and the client drops an address that is good for others.",
    (405, 404): "404 says that nothing is at this address. The address is known; it only does not take this "
    "method, and Allow would say which ones it takes.",
    (404, 405): "405 says another method would work at this address. None would: there is nothing here.",
    (410, 404): "404 leaves open whether it comes back. Clients and search engines keep asking.",
    (404, 410): "410 says it was here and is gone for good. That is not known here; clients would drop an "
    "address that may become good.",
    (409, 412): "412 says a condition that the client sent is false. It sent none.",
    (412, 409): "409 does not say that the client's own condition failed; nothing tells it to fetch the "
    "current version and try again.",
    (428, 412): "412 says a condition was false. The client sent none; 428 would ask it to send one.",
    (412, 428): "428 asks for a condition. The client sent one, and it does not hold.",
    (412, 200): "A client that reads 200 believes nobody else changed it; the other person's work is lost.",
    (304, 200): "200 sends the whole content again, though the client said which version it already has.",
    (409, 422): "422 blames the content. It is fine; only what is stored now is in the way.",
    (422, 409): "409 says that what is stored is in the way. This content would be refused in any state.",
    (400, 500): "500 says: not your fault, try again. The client repeats the same broken request.",
    (401, 500): "500 says: not your fault. The client tries again instead of signing in.",
    (403, 500): "500 says: not your fault, try again. The client repeats what it is not allowed to do.",
    (404, 500): "500 says the server is broken, and an alarm rings. There is only nothing at this address.",
    (405, 500): "500 says the server is broken. The client only used the wrong method.",
    (409, 500): "500 says: not your fault, try again. Trying again does not remove the conflict.",
    (413, 500): "500 says: try again. The client sends the same large content once more.",
    (415, 500): "500 says the server is broken. The client only sent a media type that is not read here.",
    (422, 500): "500 says: not your fault, try again. The client repeats the same invalid data.",
    (429, 500): "500 does not ask a client to slow down; it may try again at once and make it worse.",
    (503, 500): "500 says a fault, 503 says later. The client does not learn that waiting helps.",
    (502, 500): "500 says the fault is here. It is upstream, so people search in the wrong place.",
    (504, 500): "500 says the fault is here. The server upstream was only too slow.",
    (500, 400): "400 blames the client. It searches for a mistake of its own while the server has the fault.",
    (500, 404): "404 says nothing is here. The fault stays unseen: no alarm rings.",
    (500, 503): "503 says wait and it will pass. A fault in the code does not pass.",
    (503, 429): "429 blames the client for sending too much. The service is down for everybody.",
    (429, 503): "503 says the service is down. It is up; only this client must slow down.",
    (429, 403): "403 refuses the client. This one is allowed to ask; it only has to wait.",
    (502, 503): "503 says this server cannot serve now. It can; the one upstream gave a useless answer.",
    (504, 503): "503 says this server cannot serve now. It can; the one upstream did not answer in time.",
    (504, 502): "502 says the server upstream gave a useless answer. It gave none at all in time.",
    (502, 504): "504 says the server upstream was silent. It answered, but the answer was useless.",
    (501, 405): "405 says the method is known here but not for this address. It is not known at all.",
    (405, 501): "501 says the server knows that method nowhere. It does, only not at this address.",
    (200, 404): "404 says there is nothing at this address, and the client gives up on what should be here.",
    (200, 500): "500 says the server is broken; the client gives up or tries the same again.",
    (201, 500): "500 says the server is broken. The client cannot know whether the new thing exists.",
    (204, 500): "500 says the server is broken. The client cannot know whether the action took place.",
    (200, 405): "405 says this method does not work at this address; the client stops asking.",
    (201, 405): "405 says this method does not work at this address; the client stops trying to create.",
    (201, 404): "404 says there is nothing at this address that could create anything.",
    (201, 400): "400 tells the client to repair a request that is right.",
    (201, 409): "409 says that something stored is in the way. By the contract nothing is.",
    (200, 400): "400 tells the client to repair a request that is right.",
}


def why(expected: Collection[int], returned: int) -> str:
    """Return what the returned code makes a client believe, against the codes that were expected."""
    if len(expected) > 2:  # which of them this request should have got, the check does not say
        return tells(returned)
    for code in expected:
        if (code, returned) in PAIRS:
            return f"{PAIRS[code, returned]} {tells(code)}".strip()
    sentences = [tells(returned)] + [tells(code) for code in list(expected)[:1]]
    return " ".join(sentence for sentence in sentences if sentence)


def without(name: str, code: int) -> str:
    """Return what a client lacks in an answer of this code without this header, "" for others."""
    sentences = re.split(r"(?<=\.) (?=[A-Z])", WITHOUT.get(name.title(), ""))
    return " ".join(one for one in sentences if one.startswith(f"A {code}") or not re.match(r"A \d", one))


def tells(code: int) -> str:
    """Return what a code tells a client; an unknown one is read as x00 of its class (RFC 9110 §15)."""
    if code in TELLS:
        return TELLS[code]
    digit = codes.family(code)
    if not digit:
        return f"{code} is not between 100 and 599. A client treats it as a server error (RFC 9110 §15)."
    base = digit * 100
    sentence = TELLS.get(base, f"{base} tells a client only its class: {codes.FAMILIES[digit].name}.")
    return f"A client that does not know {code} reads it as {base} (RFC 9110 §15). {sentence}"
