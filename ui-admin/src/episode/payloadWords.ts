import type { CodeGroup } from '../words/codes';
import type { Words } from '../words/words';

/** Which catalogue explains which key of a happening. */
const GROUPS: Readonly<Record<string, CodeGroup>> = {
  code: 'milestone',
  strategy: 'strategy',
  overlay: 'overlay',
  result: 'lysisResult',
  kind: 'consentKind',
  riskClass: 'riskClass',
  state: 'consentState',
  department: 'department',
  role: 'role',
  finding: 'finding',
  readFrom: 'tracingSource',
  target: 'target',
  reason: 'delayReason',
};

/** The same key means something else in these happenings. */
const GROUPS_OF: Readonly<Record<string, Readonly<Record<string, CodeGroup>>>> = {
  ANGIOGRAPHY_CONCLUDED: { end: 'angiographyEnd' },
  BLEEDING_REPORTED: { kind: 'bleedingKind' },
  RESOURCE_ASKED: { kind: 'resourceKind' },
  RESOURCE_UNASKED: { kind: 'resourceKind' },
  QUESTION_CONFIRMED: { kind: 'questionKind' },
  ACTIVATION_CANCELLED: { reason: 'standDownReason' },
  EPISODE_CLOSED: { reason: 'closeReason' },
};

/** The codes of a happening in words; what has none (ids, times, answers) is left to the record. */
export const payloadWords = (type: string, payload: unknown, { word }: Pick<Words, 'word'>): string => {
  if (typeof payload !== 'object' || payload === null) return '';
  return Object.entries(payload)
    .flatMap(([key, value]) => {
      const group = GROUPS_OF[type]?.[key] ?? GROUPS[key];
      return typeof value !== 'string' || group === undefined ? [] : [word(group, value)];
    })
    .join(' · ');
};
