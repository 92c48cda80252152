-- Amounts of drugs an edition sets beyond what their rows print: the approver signs for each of them by name.
ALTER TABLE pathway_edition ADD COLUMN beyond_print text[] NOT NULL DEFAULT '{}';
