"""Misconception: The tag to compare is that of the page as it stands at the end.

Believes: Every page has changed since it was read, however often it is read again.
Fails: test_changed_page_is_sent_again, test_save_without_a_condition_is_refused, test_stale_tag_is_refused, test_refused_save_changes_nothing, test_weak_tag_never_saves, test_current_tag_saves, test_saved_page_has_a_new_tag, test_one_tag_of_several_is_enough, test_unknown_page_is_not_made
"""

from flask import Flask, Response, request

app = Flask(__name__)

pages = {
    "home": b"Welcome to our village.\n",
    "bus": b"The bus leaves at eight.\n",
}


def page_at(slug):
    response = Response(pages[slug], mimetype="text/plain")
    response.add_etag()
    return response


@app.get("/pages/<slug>")
def show_page(slug):
    if slug not in pages:
        return {"error": f"There is no page {slug}."}, 404
    return page_at(slug).make_conditional(request)


@app.put("/pages/<slug>")
def save_page(slug):
    if slug not in pages:
        return {"error": f"There is no page {slug}."}, 404
    if not request.if_match:
        return {"error": "Read the page first and send its ETag in If-Match."}, 428
    pages[slug] = request.get_data()
    current, _ = page_at(slug).get_etag()
    if current not in request.if_match:
        return {"error": "The page has changed since you read it. Read it again."}, 412
    return "", 204, {"ETag": page_at(slug).headers["ETag"]}
