import { readClock } from '../../workflows/domain/clocks';
import { decideEpisode } from '../../workflows/domain/decideEpisode';
import type { Decision } from '../../workflows/domain/decision';
import { episodeRows } from '../../workflows/domain/episodeRows';
import type { Episode } from '../../workflows/domain/episode';
import { isRefusal } from '../../workflows/domain/faults';
import { labId } from '../../workflows/domain/ids';
import { standingOverlay } from '../../workflows/domain/overlays';
import type { ConsentKind, ConsentState } from '../../workflows/domain/vocabulary';
import { CONSENT_STATES } from '../../workflows/domain/vocabulary';
import { EPISODE } from '../../workflows/machine';
import { aTime, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import {
  CARDIOLOGIST,
  decided,
  ecg,
  ENGINE,
  given,
  labCalled,
  milestone,
  pagesOf,
  read,
  timePasses,
} from '../builders/given';
import { speak } from '../builders/telling';

const stemi = [milestone('FMC', 5), milestone('REF_DOOR_IN', 6), ecg(9), read('STEMI', 14)];
const activated = [...stemi, decided('PPCI_BY_TRANSFER', 16), labCalled(17)];
const cancelled = (heardMin: number, by = CARDIOLOGIST): Word => ({
  type: 'ACTIVATION_CANCELLED',
  reason: 'ECG_RE_READ',
  heardMin,
  by,
});
const told = (decision: Decision<Episode>, reason: string) =>
  pagesOf(decision)
    .filter(({ because }) => because.reason === reason)
    .map(({ role }) => role);

describe('2.9 and R13: an activation is cancelled', () => {
  test('by a named person, before the puncture, and only where there is one', () => {
    expect(given(...activated).refuses(cancelled(20, ENGINE))?.refused).toBe('NOT_ALLOWED');
    expect(given(...stemi).refuses(cancelled(20))?.refused).toBe('WRONG_PHASE');
    expect(given(...activated, milestone('PUNCTURE', 60)).refuses(cancelled(61))?.refused).toBe('WRONG_PHASE');
  });
  test('everybody who was told is asked to say that they know, each for themselves', () => {
    const off = given(...activated).when(cancelled(20));
    expect(told(off, 'STAND_DOWN')).toEqual(['INTERVENTIONIST', 'LAB_NURSE', 'LAB_TECHNICIAN']);
    const nurse = pagesOf(off).find(({ role }) => role === 'LAB_NURSE');
    const known: Word = { type: 'PAGE_ACKNOWLEDGED', pageId: nurse?.id ?? '', heardMin: 21 };
    const { next } = given(...activated, cancelled(20), known).when(timePasses(26));
    expect(next.runs.find(({ key }) => key === 'STAND_DOWN:LAB_NURSE')?.status).toBe('ANSWERED');
    expect(next.runs.find(({ key }) => key === 'STAND_DOWN:INTERVENTIONIST')?.status).toBe('CLIMBING');
  });
  test('those who were called as the activation climbed are told too, and the crew on the road turns', () => {
    const climbed = given(...activated, milestone('REF_DOOR_OUT', 30), timePasses(33)).when(cancelled(34));
    expect(told(climbed, 'STAND_DOWN')).toEqual([
      'INTERVENTIONIST',
      'LAB_NURSE',
      'LAB_TECHNICIAN',
      'COORDINATOR',
      'EMS_CREW',
      'EMS_DISPATCHER',
    ]);
  });
  test('whoever was called by a ladder that is over is told as well, also after the record took the ladder over', () => {
    const queued: Word = { type: 'LAB_ANSWERED', labId: labId('lab_1'), held: false, heardMin: 18, by: ENGINE };
    const held: Word = { ...queued, held: true, heardMin: 20 };
    const { episode } = given(...activated, queued, held);
    const off = decideEpisode(EPISODE.prune(episode), speak(cancelled(22), 22, 'off'));
    if (isRefusal(off)) throw new Error(off.because);
    expect(EPISODE.prune(episode).runs.some(({ key }) => key === 'LAB_QUEUED')).toBe(false);
    expect(told(off, 'STAND_DOWN')).toContain('COORDINATOR');
  });
  test('the lab is released, nobody is climbed for it any more, and its clock says why it stopped', () => {
    const { next, actions } = given(...activated).when(cancelled(20));
    expect(actions).toContainEqual(
      expect.objectContaining({ do: 'TELL', message: expect.objectContaining({ type: 'LAB_RELEASED' }) }),
    );
    expect(next.runs.filter(({ key, endedAt }) => key.startsWith('LAB:') && endedAt === undefined)).toEqual([]);
    expect(readClock('T17', next, minute(25))).toMatchObject({ status: 'VOID', voidReason: 'STOOD_DOWN' });
  });
  test('it stays countable with its reason, the episode goes on, and the lab can be called again', () => {
    const { episode } = given(...activated, cancelled(20), labCalled(40));
    const row = episodeRows(episode, minute(41)).find(({ table }) => table === 'episode');
    expect(row).toMatchObject({ facts: { standDowns: [{ reason: 'ECG_RE_READ', by: 'ps_cardiologist' }] } });
    expect(episode.activation?.at).toBe(minute(40));
    expect(readClock('T17', episode, minute(41))).toMatchObject({ status: 'RUNNING', startedAt: minute(40) });
  });
});

const consent = (kind: ConsentKind, state: ConsentState, heardMin: number): Word => ({
  type: 'CONSENT_CHANGED',
  kind,
  state,
  time: aTime(minute(heardMin)),
  heardMin,
  ...(state === 'REFUSED' && { byName: 'Test Patient A', reason: 'FEARS THE NEEDLE' }),
});

describe('2.8 and R10: treatment is refused', () => {
  const refused = [...stemi, decided('PPCI_BY_TRANSFER', 16), consent('PCI', 'REFUSED', 20)];
  test('the refusal lies over the phase with its reason, and the clocks of what was refused say so', () => {
    const { episode } = given(...refused);
    expect(standingOverlay(episode, 'CONSENT_REFUSED')).toMatchObject({ reason: 'FEARS THE NEEDLE' });
    expect(readClock('T21', episode, minute(30))).toMatchObject({ status: 'VOID', voidReason: 'REFUSED' });
  });
  test('2.8 a refusal says who refuses, and why', () => {
    const before = given(...stemi, decided('PPCI_BY_TRANSFER', 16));
    const nobody: Word = { ...consent('PCI', 'REFUSED', 20), byName: ' ' } as Word; // a consent of one union
    expect(before.refuses(nobody)).toMatchObject({ refused: 'REASON_NEEDED', because: 'Record who refuses and why.' });
    expect(given(...refused).episode.consents.PCI).toMatchObject({
      byName: 'Test Patient A',
      reason: 'FEARS THE NEEDLE',
    });
  });
  test('2.8 consent and its refusal are a named person’s word: neither the engine nor a device says either', () => {
    const before = given(...stemi, decided('PPCI_BY_TRANSFER', 16));
    const device = { kind: 'DEVICE', id: 'dv_cart' } as const;
    for (const state of CONSENT_STATES)
      for (const by of [ENGINE, device])
        expect(before.refuses({ ...consent('PCI', state, 20), by })?.refused).toBe('NOT_ALLOWED');
    expect(before.when(consent('PCI', 'SIGNED', 20)).next.consents.PCI?.state).toBe('SIGNED');
  });
  test('2.8 of who cannot consent a second doctor or the hospital is named, or it is no consent', () => {
    const incapable = (byName?: string): Word => ({
      ...{ type: 'CONSENT_CHANGED', kind: 'PCI', state: 'INCAPABLE_EMERGENCY', time: aTime(minute(20)), heardMin: 20 },
      ...(byName !== undefined && { byName }),
    });
    const before = given(...stemi, decided('PPCI_BY_TRANSFER', 16));
    expect(before.refuses(incapable())?.refused).toBe('REASON_NEEDED');
    expect(before.refuses(incapable(' '))?.refused).toBe('REASON_NEEDED');
    const { next } = before.when(incapable('Test Second Doctor'));
    expect(next.consents.PCI).toMatchObject({ byName: 'Test Second Doctor', signedAt: minute(20) });
  });
  test('2.8 the picture of the form goes with the word it bears, and not with the next one', () => {
    const form = (sha256: string, heardMin: number): Word => ({
      ...{ type: 'CONSENT_FORM_ATTACHED', kind: 'PCI', sha256, contentType: 'image/jpeg', heardMin },
    });
    expect(given(consent('PCI', 'IN_DISCUSSION', 20)).refuses(form('a', 21))?.refused).toBe('WRONG_PHASE');
    const attached = given(consent('PCI', 'REFUSED', 20), form('a', 21));
    expect(attached.episode.consents.PCI).toMatchObject({ state: 'REFUSED', formSha256: 'a', formType: 'image/jpeg' });
    expect(attached.when(form('a', 22)).outcome).toBe('DUPLICATE');
    expect(attached.when(form('b', 22)).next.consents.PCI?.formSha256).toBe('b');
    expect(attached.when(consent('PCI', 'SIGNED', 30)).next.consents.PCI?.formSha256).toBeUndefined();
    expect(attached.refuses({ ...form('b', 22), by: ENGINE })?.refused).toBe('NOT_ALLOWED');
  });
  test('2.8 re-offer: it is offered again every half hour, even when somebody had answered', () => {
    expect(told(given(...refused).when(timePasses(49)), 'REOFFER')).toEqual([]);
    const first = given(...refused).when(timePasses(50));
    expect(told(first, 'REOFFER')).toEqual(['REFERRING_DOCTOR']);
    const known: Word = { type: 'PAGE_ACKNOWLEDGED', pageId: pagesOf(first).at(-1)?.id ?? '', heardMin: 51 };
    expect(told(given(...refused, timePasses(50), known).when(timePasses(80)), 'REOFFER')).toEqual([
      'REFERRING_DOCTOR',
    ]);
  });
  test('and at each step of the case', () => {
    expect(told(given(...refused).when(milestone('ADMIT', 30)), 'REOFFER')).toEqual(['WARD_DOCTOR']);
    expect(told(given(...refused).when(milestone('ASPIRIN', 30)), 'REOFFER')).toEqual([]);
  });
  test('R10 an episode that is closed, and a patient who went away, are offered nothing any more', () => {
    const time = aTime(minute(30));
    const closed: Word = { type: 'EPISODE_CLOSED', reason: 'OTHER_DIAGNOSIS', time, heardMin: 30 };
    const left: Word = {
      type: 'LEFT_AGAINST_ADVICE',
      time,
      reason: 'HOME',
      riskForm: true,
      highRisk: true,
      heardMin: 30,
    };
    expect(told(given(...refused).when(closed), 'REOFFER')).toEqual([]);
    expect(told(given(...refused).when(left), 'REOFFER')).toEqual([]);
  });
  test('signed after all, the overlay ends, the clocks run on and nobody is asked again', () => {
    const { episode } = given(...refused, consent('PCI', 'SIGNED', 35));
    expect(standingOverlay(episode, 'CONSENT_REFUSED')).toBeUndefined();
    expect(readClock('T21', episode, minute(40))?.status).toBe('RUNNING');
    expect(told(given(...refused, consent('PCI', 'SIGNED', 35)).when(timePasses(60)), 'REOFFER')).toEqual([]);
  });
  test('two refusals end with the second', () => {
    const both = [...refused, consent('TRANSFER', 'REFUSED', 22), consent('PCI', 'SIGNED', 30)];
    expect(standingOverlay(given(...both).episode, 'CONSENT_REFUSED')).toBeDefined();
    const { next } = given(...both).when(consent('TRANSFER', 'SIGNED', 31));
    expect(standingOverlay(next, 'CONSENT_REFUSED')).toBeUndefined();
  });
});
