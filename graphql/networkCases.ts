import { DAY_MS } from '../workflows/domain/time';
import type { Milestone } from '../workflows/domain/vocabulary';

/** How far back (ms) the network's own cases count (clinical.md 2.2). */
export const COUNTED_MS = 90 * DAY_MS;

/**
 * Of each episode the times of these codes that stand, later than $2 and not after $3: a person’s entry before an inferred
 * one, then the earliest (4.1 human).
 */
export const standingTimes = (codes: readonly Milestone[]): string => `
    SELECT DISTINCT ON (m.episode_id, m.code) m.episode_id, m.code, m.at FROM milestone m
     WHERE m.code IN (${codes.map((code) => `'${code}'`).join(', ')}) AND m.at > $2 AND m.at <= $3
       AND m.withdraws IS NOT TRUE AND NOT EXISTS (
       SELECT FROM milestone c WHERE c.episode_id = m.episode_id AND c.corrects = m.n)
     ORDER BY m.episode_id, m.code, milestone_rank(m.code, m.source), m.at`;
