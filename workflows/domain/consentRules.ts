import type { Decided, Decision } from './decision';
import { applied, duplicate } from './decision';
import type { Consent, Episode, Of } from './episode';
import { refuse } from './faults';
import { known } from './known';
import { when } from './milestones';
import { standingOverlay } from './overlays';
import { phaseOf } from './phase';
import { refusedKinds } from './refusals';
import { endRuns, withRun } from './runs';
import type { Instant } from './time';
import type { ConsentKind, Milestone } from './vocabulary';
import { futureRefusal, inFuture, mark } from './marking';

/** Consent and refusal (2.8, R10): beside activation, never before it; a refusal is asked about again. */

const CONSENT_MARKS: Record<ConsentKind, { readonly start?: Milestone; readonly signed?: Milestone }> = {
  TRANSFER: {},
  LYSIS: { start: 'LYSIS_CONSENT_START', signed: 'LYSIS_CONSENT_SIGNED' },
  PCI: { start: 'PCI_CONSENT_START', signed: 'PCI_CONSENT_SIGNED' },
};

/** Consent runs beside activation, never before it (2.8, T15); who, and when, is a named person's word. */
export function consentChanged(episode: Episode, happening: Of<'CONSENT_CHANGED'>): Decided<Episode> {
  const { kind, state, time, byName, relation, reason, by } = happening;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person records consent or its refusal.');
  if (inFuture(time, happening)) return futureRefusal();
  const isNamed = (byName ?? '').trim() !== '';
  if (state === 'REFUSED' && (!isNamed || (reason ?? '').trim() === ''))
    return refuse('REASON_NEEDED', 'Record who refuses and why.');
  if (state === 'INCAPABLE_EMERGENCY' && !isNamed)
    return refuse('REASON_NEEDED', 'Name the second doctor, or who of the hospital authorises it.');
  const before = episode.consents[kind];
  if (before?.state === state) return duplicate(episode);
  const signed = state === 'SIGNED' || state === 'INCAPABLE_EMERGENCY';
  const consent: Consent = {
    state,
    ...known({
      startedAt: before?.startedAt ?? time.at,
      signedAt: signed ? time.at : undefined,
      byName,
      relation,
      reason,
    }),
  };
  const consented: Episode = { ...episode, consents: { ...episode.consents, [kind]: consent } };
  const next = state === 'REFUSED' ? refusedNow(consented, kind, happening) : noLongerRefused(consented, happening);
  const code = state === 'IN_DISCUSSION' ? CONSENT_MARKS[kind].start : signed ? CONSENT_MARKS[kind].signed : undefined;
  return applied(code === undefined ? next : mark(next, code, time, happening));
}

/** The picture of the form goes with the word it bears: signed, refused, or authorised for one who can't (2.8). */
export function consentFormAttached(episode: Episode, happening: Of<'CONSENT_FORM_ATTACHED'>): Decided<Episode> {
  const { kind, sha256, contentType, by } = happening;
  if (by.kind !== 'HUMAN') return refuse('NOT_ALLOWED', 'Only a named person attaches a signed form.');
  const consent = episode.consents[kind];
  if (consent === undefined || consent.state === 'NOT_STARTED' || consent.state === 'IN_DISCUSSION')
    return refuse('WRONG_PHASE', 'Record first what was signed or refused; then attach its form.');
  if (consent.formSha256 === sha256) return duplicate(episode);
  const attached: Consent = { ...consent, formSha256: sha256, formType: contentType };
  return applied({ ...episode, consents: { ...episode.consents, [kind]: attached } });
}

/** The refusal lies over the phase, and is asked about again every half hour while it can help. */
function refusedNow(
  episode: Episode,
  kind: ConsentKind,
  { time, by, reason, receivedAt }: Of<'CONSENT_CHANGED'>,
): Episode {
  const asked = withRun(episode, `REOFFER:${kind}`, receivedAt);
  if (standingOverlay(episode, 'CONSENT_REFUSED') !== undefined) return asked;
  const span = { overlay: 'CONSENT_REFUSED', from: time.at, raisedBy: by.id, ...known({ reason }) } as const;
  return { ...asked, overlays: [...asked.overlays, span] };
}

function noLongerRefused(episode: Episode, { time, by }: Of<'CONSENT_CHANGED'>): Episode {
  const standing = standingOverlay(episode, 'CONSENT_REFUSED');
  if (standing === undefined || refusedKinds(episode).length > 0) return episode;
  const ended = { ...standing, until: time.at, endedBy: by.id };
  return { ...episode, overlays: episode.overlays.map((span) => (span === standing ? ended : span)) };
}

/** What was refused is offered again when the case takes another step (2.8). */
export function reofferOnStep(before: Episode, decided: Decision<Episode>, now: Instant): Decision<Episode> {
  const kinds = refusedKinds(before);
  const over = decided.next.closed !== undefined || when(decided.next.milestones, 'LEFT') !== undefined;
  if (over || kinds.length === 0 || phaseOf(before) === phaseOf(decided.next)) return decided;
  const next = kinds.reduce((episode, kind) => {
    const key = `REOFFER_STEP:${kind}`;
    return withRun(endRuns(episode, key, now), key, now);
  }, decided.next);
  return { ...decided, next };
}
