-- What a site sets otherwise than the tables of the rules: an edition is written by one person, approved by another,
-- and from then on never changed; a better one is a new edition.
CREATE TABLE pathway_edition (
  edition        text NOT NULL CHECK (edition ~ '^[0-9A-Za-z][0-9A-Za-z._-]{2,39}$'),
  site_id        text NOT NULL REFERENCES site (id),
  jurisdiction   text NOT NULL,
  effective_from timestamptz(3) NOT NULL,
  thresholds     jsonb NOT NULL,
  note           text NOT NULL,
  author_id      text NOT NULL REFERENCES person (id),
  authored_at    timestamptz(3) NOT NULL,
  approver_id    text REFERENCES person (id),
  approved_at    timestamptz(3),
  PRIMARY KEY (edition),
  CHECK ((approver_id IS NULL) = (approved_at IS NULL)),
  CHECK (approver_id <> author_id)
);
CREATE INDEX pathway_edition_site ON pathway_edition (site_id, effective_from);

CREATE FUNCTION pathway_edition_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.approved_at IS NOT NULL
     OR (NEW.edition, NEW.site_id, NEW.jurisdiction, NEW.effective_from, NEW.thresholds, NEW.note, NEW.author_id, NEW.authored_at)
        IS DISTINCT FROM
        (OLD.edition, OLD.site_id, OLD.jurisdiction, OLD.effective_from, OLD.thresholds, OLD.note, OLD.author_id, OLD.authored_at)
  THEN RAISE EXCEPTION 'edition % stands: write a new one', OLD.edition;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER pathway_edition_stands BEFORE UPDATE OR DELETE ON pathway_edition
  FOR EACH ROW EXECUTE FUNCTION pathway_edition_stands();
