import { incidentLadderOf, subjectOf } from './decideIncident';
import type { Incident } from './incident';
import { known } from './known';
import { withoutOldAttempts } from './reachRules';
import type { Row } from './rows';
import { runRows, withoutEnded } from './runs';

/** What the record holds and the rules no longer need leaves the state. */
export const prunedIncident = (incident: Incident): Incident => withoutOldAttempts(withoutEnded(incident));

export function incidentRows(incident: Incident): readonly Row[] {
  const {
    region: _region,
    deskSiteId: siteId,
    communitySiteId: _community,
    calendar: _calendar,
    runs: _runs,
    overAt: _over,
    upReferral,
    attempts = [],
    ...facts
  } = incident;
  return [
    { table: 'incident', siteId, ...known({ ...facts, upReferralId: upReferral?.id }) },
    ...attempts.map((attempt): Row => ({ table: 'reach_attempt', incidentId: incident.id, ...attempt })),
    ...runRows(incident, incidentLadderOf, subjectOf(incident)),
  ];
}
