"""A panorama is put together by a worker, long after the request."""

from flask import Flask, url_for

app = Flask(__name__)
jobs = {}


@app.post("/panoramas")
def order():
    number = len(jobs) + 1
    jobs[number] = "waiting"
    status = url_for("job", number=number)
    return {"state": "waiting", "status": status}, 202, {"Location": status}


@app.get("/jobs/<int:number>")
def job(number):
    if number not in jobs:
        return {"error": f"There is no job {number}"}, 404
    if jobs[number] == "done":
        return {"state": "done"}, 303, {"Location": url_for("panorama", number=number)}
    return {"state": jobs[number]}


@app.post("/jobs/<int:number>/reports/<state>")
def worker_reports(number, state):
    jobs[number] = state
    return "", 204


@app.get("/panoramas/<int:number>")
def panorama(number):
    if jobs.get(number) != "done":
        return {"error": f"There is no panorama {number}"}, 404
    return {"panorama": number, "photos": 12}
