from flask import Flask

app = Flask(__name__)


@app.get("/letters/<int:year>")
def letters(year):
    blocker = '<https://archive.example/legal>; rel="blocked-by"'
    return {"error": "Closed by a court until 2030."}, 451, {"Link": blocker}
