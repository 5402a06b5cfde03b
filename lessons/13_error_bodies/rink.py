"""An ice rink: an hour may be taken, and at seven the ice is made new."""

from flask import Flask

app = Flask(__name__)
hours = {17: "Foxes", 18: None, 19: None}
NEW_ICE = 19


@app.put("/hours/<int:hour>")
def book(hour):
    if hour == NEW_ICE:
        return {"error": "The ice is made new from 19 to 20"}, 409
    if hours[hour]:
        return {"error": f"{hours[hour]} have booked the ice at {hour}"}, 409
    hours[hour] = "you"
    return {"hour": hour}
