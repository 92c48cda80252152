import { BLEEDING_KINDS } from '../../../workflows/domain/vocabulary';
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

/** The codes of a happening in words; what has none (ids, times, answers) is left to the record. */
export const payloadWords = (payload: unknown, { word }: Pick<Words, 'word'>): string => {
  if (typeof payload !== 'object' || payload === null) return '';
  return Object.entries(payload)
    .flatMap(([key, value]) => {
      if (typeof value !== 'string') return [];
      const group = key === 'kind' && BLEEDING_KINDS.some((one) => one === value) ? 'bleedingKind' : GROUPS[key];
      return group === undefined ? [] : [word(group, value)];
    })
    .join(' · ');
};
