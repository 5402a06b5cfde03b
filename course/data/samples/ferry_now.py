from flask import Flask, redirect

app = Flask(__name__)
TODAY = "winter"


@app.get("/timetable/today")
def today():
    return redirect(f"/timetable/{TODAY}", 302)


@app.get("/timetable/<season>")
def timetable(season):
    return {"season": season, "first": "06:40"}
