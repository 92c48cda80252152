import type { PageReason, PageStatus, Role } from '../workflows/domain/vocabulary';

export type LastPage = {
  readonly subjectId: string;
  readonly pageId: string;
  readonly role: Role;
  readonly reason: PageReason;
  readonly status: PageStatus;
  readonly personId: string | null;
  readonly askedAt: Date;
  readonly ackAt: Date | null;
  readonly ackBy: string | null;
};

/** Of each subject in $1 the last page to each role for each reason. */
export const LAST_PAGES = `
  SELECT DISTINCT ON (subject_id, role, because->>'reason')
         subject_id AS "subjectId", id AS "pageId", role, because->>'reason' AS reason, status, person_id AS "personId",
         asked_at AS "askedAt", ack_at AS "ackAt", ack_by AS "ackBy"
    FROM page WHERE subject_id = ANY($1) ORDER BY subject_id, role, because->>'reason', asked_at DESC, id`;

/** Per role the last page somebody answered, or is still to answer: what was over before anybody answered waits for nobody. */
export function lastOfEachRole(pages: readonly LastPage[]): readonly LastPage[] {
  const last = new Map<Role, LastPage>();
  for (const page of pages.filter(({ status, ackAt }) => status !== 'SUPERSEDED' || ackAt !== null))
    if ((last.get(page.role)?.askedAt ?? 0) < page.askedAt) last.set(page.role, page);
  return [...last.values()];
}
