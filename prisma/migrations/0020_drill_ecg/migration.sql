-- What people sign in a drill says nothing of the machine's reading.
CREATE OR REPLACE VIEW pre_read_agreement AS
SELECT p.ecg_id, p.reading_id, p.algorithm, p.version, p.mode, p.verdict, p.reasons, p.made_at, r.finding, r.signed_at
  FROM pre_read p JOIN reading r ON r.id = p.reading_id LEFT JOIN episode e ON e.id = r.episode_id
 WHERE r.status = 'SIGNED' AND r.finding IS NOT NULL AND e.drill IS NOT TRUE;
