import { readClock } from '../../workflows/domain/clocks';
import { FINDING_ROWS } from '../../workflows/domain/findings';
import { ecgId } from '../../workflows/domain/ids';
import { lastMilestone, when } from '../../workflows/domain/milestones';
import { phaseOf } from '../../workflows/domain/phase';
import { recommendFor } from '../../workflows/domain/strategy';
import type { Finding, Lead, PageReason } from '../../workflows/domain/vocabulary';
import { aTime, minute } from '../builders/anEpisode';
import { aWorld } from '../builders/aWorld';
import type { Word } from '../builders/given';
import { CARDIOLOGIST, decided, DOCTOR, ecg, ENGINE, given, labCalled, milestone, pagesOf } from '../builders/given';
import { read, readOf, timePasses } from '../builders/given';

const INFERIOR: readonly Lead[] = ['II', 'III', 'AVF'];
const atBedside = (finding: Finding, takenMin: number, readMin: number, heardMin = readMin): Word => ({
  type: 'ECG_READ_AT_BEDSIDE',
  acquired: aTime(minute(takenMin)),
  read: aTime(minute(readMin)),
  readFrom: 'PAPER',
  finding,
  leads: INFERIOR,
  heardMin,
});
/** The cart is back and sends what it took then. */
const late = (takenMin: number): Word => ({
  type: 'ECG_RECEIVED',
  ...{ ecgId: ecgId('ecg_1'), readingId: 'rd_ecg_1', heardMin: 50, ecgReceivedAt: minute(50) },
  acquired: { at: minute(takenMin), precision: 'SECOND', source: 'DEVICE' },
});
const told = (decision: Parameters<typeof pagesOf>[0], reason: PageReason) =>
  pagesOf(decision)
    .filter(({ because }) => because.reason === reason)
    .map(({ role }) => role);

const contacted = [milestone('FMC', 5)];
const stemi = [...contacted, atBedside('STEMI', 9, 12)];
const owed = ({ questions }: { readonly questions: readonly { kind: string; status: string }[] }) =>
  questions.filter(({ kind }) => kind === 'RECORDING_OWED').map(({ status }) => status);

describe('R5 the cart is offline and the ECG is read at the bedside', () => {
  test('R5 it diagnoses a STEMI as a signed recording does, and the phase goes on', () => {
    const { episode } = given(...stemi);
    expect(when(episode.milestones, 'STEMI_DX')).toBe(minute(12));
    expect(episode.report).toMatchObject({ bedside: 1, finding: 'STEMI', territories: ['INFERIOR'] });
    expect(episode.report?.ecgId).toBeUndefined();
    expect(phaseOf(episode)).toBe('STRATEGY');
    expect(recommendFor(episode, minute(13))).toBeDefined();
  });
  test('R5 the clocks of the first ECG, of its reading and of the diagnosis close by what was told (T05, T07, T08)', () => {
    const { episode } = given(...stemi);
    expect(readClock('T05', episode, minute(13))).toMatchObject({ status: 'MET', endedAt: minute(9) });
    expect(readClock('T07', episode, minute(13))).toMatchObject({ status: 'MET', tookMin: 3 });
    expect(readClock('T08', episode, minute(13))).toMatchObject({ status: 'MET', tookMin: 7 });
    expect(readClock('T06', episode, minute(30))).toMatchObject({ status: 'VOID', voidReason: 'READ_AT_BEDSIDE' });
  });
  test('R5 decision, activation and lysis go on from it', () => {
    const { episode } = given(...stemi, decided('PPCI_BY_TRANSFER', 14), labCalled(15));
    expect(episode.choice?.strategy).toBe('PPCI_BY_TRANSFER');
    expect(episode.activation).toBeDefined();
    expect(when(given(...stemi, milestone('LYSIS_START', 20)).episode.milestones, 'LYSIS_START')).toBe(minute(20));
  });
  test('R5 the recording is owed by whoever holds the patient, and nobody is paged for it', () => {
    const { episode, when: then } = given(...stemi);
    expect(episode.questions).toMatchObject([
      { kind: 'MISSING_TIME', code: 'ONSET' },
      { kind: 'RECORDING_OWED', code: 'BEDSIDE:1', role: 'FAMILY_DOCTOR', status: 'OPEN' },
    ]);
    const pages = pagesOf(then(timePasses(60))).filter(({ because }) => because.target === 'T06');
    expect(pages).toEqual([]);
  });
  test('R5 a person may say that there will be no recording, and why', () => {
    const { episode } = given(...stemi, {
      type: 'QUESTION_CONFIRMED',
      kind: 'RECORDING_OWED',
      code: 'BEDSIDE:1',
      reason: 'the paper is in the file',
      heardMin: 40,
    });
    expect(owed(episode)).toEqual(['CONFIRMED']);
  });
  test('R5 only a named person reads, after the ECG was taken, and not in the future', () => {
    const { refuses } = given(...contacted);
    expect(refuses({ ...atBedside('STEMI', 9, 12), by: ENGINE })?.refused).toBe('NOT_ALLOWED');
    expect(refuses(atBedside('STEMI', 12, 9, 13))?.refused).toBe('BAD_INPUT');
    expect(refuses(atBedside('STEMI', 9, 30, 13))?.refused).toBe('TIME_IN_FUTURE');
  });
  test('R5 said twice it is one reading', () => {
    const { next, outcome } = given(...stemi).when(atBedside('STEMI', 9, 12, 14));
    expect(outcome).toBe('DUPLICATE');
    expect(next.bedside).toHaveLength(1);
  });
  test('R5 one that excludes nothing asks for the next ECG, which may be read at the bedside too (T35)', () => {
    const quiet = given(...contacted, atBedside('NOT_ACUTE', 9, 12));
    expect(told(quiet.when(timePasses(23)), 'REPEAT_ECG')).toEqual([]);
    expect(told(quiet.when(timePasses(24)), 'REPEAT_ECG')).toEqual(['FAMILY_DOCTOR']);
    const second = given(...contacted, atBedside('NOT_ACUTE', 9, 12), atBedside('STEMI', 24, 26));
    expect(told(second.when(timePasses(60)), 'REPEAT_ECG')).toEqual([]);
    expect(when(second.episode.milestones, 'STEMI_DX')).toBe(minute(26));
    expect(when(second.episode.milestones, 'ECG1_ACQUIRED')).toBe(minute(9));
  });
  test('R5 it takes the place of an ECG nobody could read (R3)', () => {
    const unreadable: Word = {
      ...{ type: 'ECG_UNREADABLE', advice: 'noise', heardMin: 11, by: ENGINE },
      ecgId: ecgId('ecg_1'),
    };
    const { episode } = given(...contacted, ecg(9), unreadable, atBedside('STEMI', 18, 20));
    expect(episode.unreadable).toBeUndefined();
    expect(readClock('T07', episode, minute(21))).toMatchObject({ startedAt: minute(18), tookMin: 2 });
  });
});

describe('R5 the recording comes when the cart is back', () => {
  test('R5 it belongs to the reading, starts no second diagnosis and no second clock', () => {
    const before = given(...stemi, decided('PPCI_BY_TRANSFER', 14));
    const after = given(...stemi, decided('PPCI_BY_TRANSFER', 14), late(10), read('STEMI', 55));
    expect(after.episode.bedside).toMatchObject([{ n: 1, ecgId: 'ecg_1' }]);
    expect(owed(after.episode)).toEqual(['ANSWERED']);
    for (const code of ['ECG1_ACQUIRED', 'ECG1_REPORTED', 'STEMI_DX'] as const)
      expect(lastMilestone(after.episode.milestones, code)).toEqual(lastMilestone(before.episode.milestones, code));
    expect(after.episode.choice).toEqual(before.episode.choice);
    expect(after.episode.report?.ecgId).toBe('ecg_1');
    expect(readClock('T06', after.episode, minute(60))?.status).toBe('VOID');
    expect(after.episode.questions.filter(({ kind }) => kind === 'IMPOSSIBLE_ORDER')).toEqual([]);
  });
  test('R5 the cart’s own earlier time counts for the first ECG', () => {
    const { episode } = given(...stemi, late(7));
    expect(when(episode.milestones, 'ECG1_ACQUIRED')).toBe(minute(7));
    expect(when(episode.milestones, 'ECG1_RECEIVED')).toBeUndefined();
    expect(owed(episode)).toEqual(['ANSWERED']);
  });
  test('R5 an ECG of another time is another ECG: the recording stays owed', () => {
    const { episode } = given(...stemi, ecg(30));
    expect(owed(episode)).toEqual(['OPEN']);
    expect(episode.ecgs).toHaveLength(1);
  });
  test('R5 a recording that came first and nobody read is the one that was read', () => {
    const { episode } = given(...contacted, ecg(9), atBedside('STEMI', 9, 14));
    expect(episode.bedside).toMatchObject([{ ecgId: 'ecg_1' }]);
    expect(owed(episode)).toEqual([]);
    expect(readClock('T06', episode, minute(15))?.status).toBe('MET');
  });
  test('R5 the duty reader is asked once to sign it, and nobody is called after that', () => {
    const world = aWorld();
    world.open('ep_1', 0);
    world.say('ep_1', { ...milestone('FMC', 5), by: DOCTOR });
    world.record('one', 'ep_1', 9);
    world.say('ep_1', { ...atBedside('STEMI', 9, 11), by: DOCTOR });
    const reading = world.reading('one');
    expect(reading?.readAtBedside).toBe(true);
    expect(reading?.runs).toMatchObject([{ key: 'READ', pages: [{ role: 'ECG_READER' }] }]);
    world.read('one', { type: 'READING_OPENED' }, 90);
    expect(world.reading('one')?.runs).toMatchObject([{ key: 'READ', pages: [{ role: 'ECG_READER' }] }]);
    expect(world.lost).toEqual([]);
  });
  test('R5 signed as something else than read, whoever acts on it hears so at once, until somebody has answered', () => {
    const sent = given(...stemi, late(9));
    const signed = sent.when(read('NOT_ACUTE', 55));
    expect(told(signed, 'READINGS_DIFFER')).toEqual(['FAMILY_DOCTOR', 'ON_CALL_CARDIOLOGIST']);
    expect(signed.next.report?.finding).toBe('STEMI');
    expect(told(sent.when(read('UNCLEAR', 55)), 'READINGS_DIFFER')).toEqual([]);
    expect(told(sent.when(read('STEMI', 55)), 'READINGS_DIFFER')).toEqual([]);
  });
  test('R5 a diagnosis that was revised meanwhile is no longer in doubt', () => {
    const revised: Word = {
      ...{ type: 'DIAGNOSIS_REVISED', finding: 'NSTE_ACS', time: aTime(minute(52)), reason: 'CT' },
      ...{ heardMin: 52, by: CARDIOLOGIST },
    };
    const { when: then } = given(...stemi, late(9), revised);
    expect(told(then(read('NOT_ACUTE', 55)), 'READINGS_DIFFER')).toEqual([]);
  });
  test('R5 and R23: a recording that was another patient’s is owed again, and the bedside reading stands', () => {
    const { episode } = given(...stemi, late(9), read('STEMI', 55), {
      ...{ type: 'ECG_RETRACTED', reason: 'another bracelet', heardMin: 60, by: CARDIOLOGIST },
      ecgId: ecgId('ecg_1'),
    });
    expect(episode.bedside?.[0]?.ecgId).toBeUndefined();
    expect(owed(episode)).toEqual(['OPEN']);
    expect(episode.report).toMatchObject({ bedside: 1, finding: 'STEMI' });
    expect(when(episode.milestones, 'STEMI_DX')).toBe(minute(12));
  });
});

test('R5 told late, an earlier bedside reading moves the diagnosis to when it was made and keeps the signed report', () => {
  const { episode } = given(...contacted, ecg(9), readOf('ecg_1', 'STEMI', 30), atBedside('STEMI', 9, 12, 40));
  expect(when(episode.milestones, 'STEMI_DX')).toBe(minute(12));
  expect(episode.report?.ecgId).toBe('ecg_1');
});

test.each(Object.keys(FINDING_ROWS) as Finding[])('R5 %s read at the bedside goes the way of its row', (finding) => {
  const signed = given(...contacted, ecg(9), read(finding, 12)).episode;
  const seen = given(...contacted, atBedside(finding, 9, 12)).episode;
  expect(phaseOf(seen)).toBe(phaseOf(signed));
  expect(seen.checklist).toEqual(signed.checklist);
});

test('R1 and R5: what was read at the bedside goes along when two episodes become one', () => {
  const world = aWorld();
  world.open('ep_1', 0);
  world.open('ep_2', 1);
  world.say('ep_1', milestone('FMC', 5));
  world.say('ep_1', atBedside('STEMI', 9, 12));
  world.say('ep_1', {
    ...{ type: 'EPISODE_MERGED', reason: 'same address', heardMin: 20 },
    into: { episodeId: world.episode('ep_2').id, patientId: world.episode('ep_2').patientId },
  });
  const { bedside, report, milestones } = world.episode('ep_2');
  expect(bedside).toMatchObject([{ n: 1, finding: 'STEMI' }]);
  expect(report?.finding).toBe('STEMI');
  expect(when(milestones, 'STEMI_DX')).toBe(minute(12));
  expect(milestones.filter(({ code }) => code === 'STEMI_DX')).toHaveLength(1);
});
