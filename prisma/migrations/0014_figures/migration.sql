-- Which of the standing reports of one clinical time counts: a person's before an inferred one, then the earliest
-- (clinical.md 4.1). Of a call for help and of what follows from another step the earliest counts, whoever told it.
-- The same as countsBefore in workflows/domain/milestones.ts.
CREATE FUNCTION milestone_rank(code milestone_code, source source) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN source IN ('HUMAN', 'BACK_ENTERED') THEN 0
    WHEN code IN ('HELP_SOUGHT', 'ECG1_ACQUIRED', 'ECG1_RECEIVED', 'ECG1_REPORTED', 'ECG_REPEATED', 'STEMI_DX',
      'STRATEGY', 'LYSIS_ASSESSED', 'LAB_CALLED', 'DOWN_REF_SENT', 'DOWN_REF_ACCEPTED', 'UP_REF') THEN 0
    ELSE 1
  END
$$;

-- One line for each clinical time of an episode: the report that counts.
CREATE VIEW counting_milestone AS
SELECT DISTINCT ON (m.episode_id, m.code) m.episode_id, m.code, m.at, m.until_at, m.source
  FROM milestone m
 WHERE m.withdraws IS NOT TRUE
   AND NOT EXISTS (SELECT FROM milestone c WHERE c.episode_id = m.episode_id AND c.corrects = m.n)
 ORDER BY m.episode_id, m.code, milestone_rank(m.code, m.source), m.at, m.n;

-- The cases of a month: by the door, else by the first contact.
CREATE INDEX milestone_counted ON milestone (at) WHERE code IN ('DOOR', 'FMC', 'HELP_SOUGHT');
