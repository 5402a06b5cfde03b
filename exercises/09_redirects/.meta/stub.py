"""The link shortener of a town. Run it: flask --app exercises/09_redirects/app run"""

from flask import Flask, redirect, request

app = Flask(__name__)
links = {}


def store(target, tags=()):
    code = f"k{len(links) + 1}"
    links[code] = {"code": code, "target": target, "tags": list(tags)}
    return links[code]


@app.get("/links/<code>")
def show_link(code):
    return links.get(code) or ({"error": f"There is no link {code}."}, 404)


@app.get("/<code>")
def visit(code):
    return redirect(links[code]["target"]) if code in links else show_link(code)


@app.post("/links")
def add_link():
    link = store(request.form["target"])
    return redirect(request.form.get("next") or f"/links/{link['code']}")


@app.get("/l/<code>")
def show_link_at_its_old_address(code):
    return redirect(f"/links/{code}")


@app.post("/v1/links")
def add_link_v1():
    return redirect("/v2/links")


@app.post("/v2/links")
def add_link_v2():
    link = store(request.get_json()["target"], request.args.getlist("tag"))
    return link, 201, {"Location": f"/links/{link['code']}"}
