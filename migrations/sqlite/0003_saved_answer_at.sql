-- What is a week old is swept by its time.
CREATE INDEX saved_answer_at ON saved_answer (at);
