import type { Pool } from 'pg';

/** A browser that was asked to ring for a person, as its push service and RFC 8291 need it. */
export type Browser = {
  readonly id: string;
  readonly personId: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly language: string;
};

const READ = `
  SELECT id, person_id AS "personId", endpoint, p256dh, auth, language FROM push_browser ORDER BY person_id, id`;

export const readBrowsers = async (pool: Pick<Pool, 'query'>): Promise<readonly Browser[]> =>
  (await pool.query<Browser>(READ)).rows;

const FORGET = `
  WITH gone AS (DELETE FROM push_browser WHERE id = $1 RETURNING id, person_id)
  INSERT INTO audit (at, actor_kind, actor_id, action, subject_kind, subject_id, detail)
  SELECT now(), 'SYSTEM', 'push', 'BROWSER_GONE', 'PERSON', person_id, jsonb_build_object('browserId', id) FROM gone`;

/** Its push service knows it no more: it takes no pages from now on. */
export const forgetBrowser = (pool: Pick<Pool, 'query'>, id: string): Promise<unknown> => pool.query(FORGET, [id]);
