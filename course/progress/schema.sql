-- What the learner did. One file: a new database plays every version from the top, an older one
-- plays the versions it lacks. Never edit a released version: add the next one below it.
-- Times are ISO 8601 in UTC with microseconds, so that they sort as text. A uid names a row on
-- every machine: importing the same row twice changes nothing.

-- version 1

CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    question TEXT NOT NULL,
    choice TEXT NOT NULL, -- JSON list of option ids
    confidence TEXT NOT NULL CHECK (confidence IN ('sure', 'guessing', '')),
    is_right INTEGER NOT NULL CHECK (is_right IN (0, 1)),
    answered_at TEXT NOT NULL
);
CREATE INDEX answers_by_question ON answers (question, answered_at, id);

CREATE TABLE sources (
    hash TEXT PRIMARY KEY, -- SHA-256, hexadecimal
    text BLOB NOT NULL
) WITHOUT ROWID;

-- Which texts an exercise has had: graded or set aside by a reset.
CREATE TABLE exercise_sources (
    exercise TEXT NOT NULL,
    hash TEXT NOT NULL REFERENCES sources (hash),
    saved_at TEXT NOT NULL,
    PRIMARY KEY (exercise, hash)
) WITHOUT ROWID;
CREATE INDEX exercise_sources_by_time ON exercise_sources (exercise, saved_at);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    exercise TEXT NOT NULL,
    outcome TEXT NOT NULL,
    solved INTEGER NOT NULL CHECK (solved IN (0, 1)),
    held INTEGER NOT NULL,
    total INTEGER NOT NULL,
    source_hash TEXT NOT NULL, -- '' when the source is not known
    door TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    report TEXT NOT NULL -- JSON, Report.to_dict
);
CREATE INDEX runs_by_exercise ON runs (exercise, recorded_at, id);
CREATE INDEX runs_solved ON runs (exercise) WHERE solved = 1;

CREATE TABLE hints (
    exercise TEXT PRIMARY KEY,
    highest INTEGER NOT NULL CHECK (highest > 0)
) WITHOUT ROWID;

CREATE TABLE visits (
    lesson TEXT NOT NULL,
    step TEXT NOT NULL,
    visited_at TEXT NOT NULL,
    PRIMARY KEY (lesson, step)
) WITHOUT ROWID;
CREATE INDEX visits_by_time ON visits (visited_at);

-- The newest run of every exercise. It hops from exercise to exercise over the index, so the cost
-- grows with the exercises and not with the runs.
CREATE VIEW latest_runs AS
WITH RECURSIVE hop (exercise) AS (
    SELECT min(exercise) FROM runs
    UNION ALL
    SELECT (SELECT min(exercise) FROM runs WHERE exercise > hop.exercise) FROM hop WHERE hop.exercise IS NOT NULL
)
SELECT runs.* FROM hop JOIN runs ON runs.id = (
    SELECT id FROM runs WHERE exercise = hop.exercise ORDER BY recorded_at DESC, id DESC LIMIT 1
);

-- version 2

-- Whose reference was opened on the explicit wish to see it, before the exercise was solved.
CREATE TABLE reveals (
    exercise TEXT PRIMARY KEY,
    revealed_at TEXT NOT NULL
) WITHOUT ROWID;

-- version 3

-- What each check of an exercise has said, once, and when first: '' for a check that held, else the kind of
-- difference. It is made from the reports, so that nobody has to read all of them again.
CREATE TABLE check_symptoms (
    exercise TEXT NOT NULL,
    test TEXT NOT NULL,
    symptom TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (exercise, test, symptom)
) WITHOUT ROWID;
CREATE TRIGGER runs_tell_symptoms AFTER INSERT ON runs
BEGIN
    INSERT INTO check_symptoms (exercise, test, symptom, seen_at)
    SELECT NEW.exercise, json_extract(value, '$.name'), json_extract(value, '$.symptom'), NEW.recorded_at
    FROM json_each(CASE WHEN json_valid(NEW.report) THEN NEW.report ELSE '{}' END, '$.checks')
    WHERE json_extract(value, '$.symptom') IS NOT NULL AND json_extract(value, '$.outcome') <> 'not_run'
    ON CONFLICT DO UPDATE SET seen_at = min(seen_at, excluded.seen_at);
END;
INSERT INTO check_symptoms (exercise, test, symptom, seen_at)
SELECT runs.exercise, json_extract(value, '$.name'), json_extract(value, '$.symptom'), min(runs.recorded_at)
FROM runs, json_each(CASE WHEN json_valid(runs.report) THEN runs.report ELSE '{}' END, '$.checks')
WHERE json_extract(value, '$.symptom') IS NOT NULL AND json_extract(value, '$.outcome') <> 'not_run'
GROUP BY 1, 2, 3;

-- For what was answered wrong, without a look at what was answered right.
CREATE INDEX answers_wrong ON answers (question, choice) WHERE is_right = 0;

-- version 4

-- Every review of a card, in the words of FSRS: 1 again, 2 hard, 3 good, 4 easy. The log is what counts.
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    card TEXT NOT NULL,
    rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
    reviewed_at TEXT NOT NULL
);
CREATE INDEX reviews_by_card ON reviews (card, reviewed_at, id);

-- When each card is due, computed from its reviews and from nothing else.
CREATE TABLE schedules (
    card TEXT PRIMARY KEY,
    due TEXT NOT NULL,
    last_review TEXT NOT NULL,
    reviews INTEGER NOT NULL
) WITHOUT ROWID;

-- version 5

-- Every finished challenge. With scope and seed its questions can be drawn again.
CREATE TABLE challenges (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    scope TEXT NOT NULL, -- folder name of a lesson, '' for all lessons
    seed INTEGER NOT NULL,
    seconds INTEGER NOT NULL, -- 0 when it is not known
    answers TEXT NOT NULL, -- JSON list of [id of the question, key, what was said or 0]
    taken_at TEXT NOT NULL
);

-- version 6

-- What a learner wrote before a reveal: why they think so. At most one sentence for each answer.
CREATE TABLE reasons (
    answer TEXT PRIMARY KEY, -- the answer's uid
    text TEXT NOT NULL
) WITHOUT ROWID;
