import { readClock } from '../../workflows/domain/clocks';
import { episodeOwes } from '../../workflows/domain/decideEpisode';
import type { PciResult } from '../../workflows/domain/episode';
import { outcomeAt } from '../../workflows/domain/feedback';
import { labId } from '../../workflows/domain/ids';
import { phaseOf } from '../../workflows/domain/phase';
import type { Finding } from '../../workflows/domain/vocabulary';
import { aTime, minute } from '../builders/anEpisode';
import type { Word } from '../builders/given';
import { CARDIOLOGIST, decided, ecg, ENGINE, given, labCalled, milestone, read, readOf } from '../builders/given';

const concluded = (
  atMin: number,
  told: { end: 'NO_CULPRIT' | 'SURGERY'; finding?: Finding; reason?: string },
): Word => ({
  type: 'ANGIOGRAPHY_CONCLUDED',
  reason: 'Smooth arteries.',
  time: aTime(minute(atMin)),
  heardMin: atMin,
  by: CARDIOLOGIST,
  ...told,
});
const inLab = [
  ...[milestone('FMC', 5), ecg(9), read('STEMI', 14), decided('PPCI_ON_SITE', 16), labCalled(17)],
  ...[milestone('DOOR', 40), milestone('LAB_IN', 50), milestone('PUNCTURE', 55), milestone('ANGIO', 60)],
];
const noCulprit = (finding: Finding) => concluded(65, { end: 'NO_CULPRIT', finding });

describe('4.2 P8 angiography without an intervention', () => {
  test('P8 no culprit: the case goes on as NSTE-ACS or as another diagnosis, as the interventionist says', () => {
    expect(phaseOf(given(...inLab).episode)).toBe('IN_LAB');
    expect(phaseOf(given(...inLab, noCulprit('NSTE_ACS')).episode)).toBe('NSTE_ACS');
    expect(phaseOf(given(...inLab, noCulprit('DISSECTION_SUSPECTED')).episode)).toBe('OTHER_DX');
    expect(phaseOf(given(...inLab, noCulprit('NSTE_ACS'), milestone('PCI_END', 66)).episode)).toBe('NSTE_ACS');
    const { next } = given(...inLab).when(noCulprit('OTHER_DIAGNOSIS'));
    expect(next.revision).toMatchObject({ from: 'STEMI', by: 'ps_cardiologist', reason: 'Smooth arteries.' });
    expect(next.angiographyEnd).toMatchObject({ end: 'NO_CULPRIT', at: minute(65), by: 'ps_cardiologist' });
  });
  test('P8 no culprit after lysis too: neither the lysis nor the road holds the case back', () => {
    const lysed = [milestone('FMC', 5), ecg(9), read('STEMI', 14), decided('LYSIS', 16), milestone('LYSIS_START', 20)];
    const road = [milestone('REF_DOOR_OUT', 30), milestone('DOOR', 90), milestone('ANGIO', 150)];
    const { episode } = given(...lysed, ...road, concluded(155, { end: 'NO_CULPRIT', finding: 'OTHER_DIAGNOSIS' }));
    expect(phaseOf(episode)).toBe('OTHER_DX');
  });
  test('P8 the clocks of an infarction are void, nobody is called for them, and the lab is free', () => {
    const decision = given(...inLab).when(noCulprit('NSTE_ACS'));
    expect(readClock('T18', decision.next, minute(66))).toMatchObject({ status: 'VOID', voidReason: 'NOT_STEMI' });
    const released = { do: 'TELL', message: { type: 'LAB_RELEASED' } };
    expect(decision.actions).toContainEqual(
      expect.objectContaining({ ...released, message: expect.objectContaining(released.message) }),
    );
    expect(episodeOwes(decision.next)).toContainEqual(
      expect.objectContaining({ message: expect.objectContaining(released.message) }),
    );
    const asking = decision.next.runs.filter(({ key, endedAt }) => key.startsWith('LAB') && endedAt === undefined);
    expect(asking).toEqual([]);
  });
  test('P8 surgery: the patient is an inpatient with the diagnosis kept, and no wire is waited for', () => {
    const { next } = given(...inLab).when(concluded(65, { end: 'SURGERY', reason: 'Left main and three vessels.' }));
    expect(phaseOf(next)).toBe('INPATIENT');
    expect(next.report?.finding).toBe('STEMI');
    expect(readClock('T18', next, minute(66))).toMatchObject({ status: 'VOID', voidReason: 'SURGERY' });
  });
  test('P8 the activation that ended so is not cancelled as well, and a lab that answers late queues nobody', () => {
    const unpunctured = inLab.filter((word) => !('code' in word) || word.code !== 'PUNCTURE');
    const over = given(...unpunctured, noCulprit('NSTE_ACS'));
    const cancelled: Word = { type: 'ACTIVATION_CANCELLED', reason: 'ECG_RE_READ', heardMin: 70, by: CARDIOLOGIST };
    expect(over.refuses(cancelled)?.refused).toBe('WRONG_PHASE');
    const late: Word = { type: 'LAB_ANSWERED', labId: labId('lab_1'), held: false, heardMin: 70, by: ENGINE };
    expect(over.when(late).outcome).toBe('NO_LONGER_APPLIES');
  });
  test('P8 TIMI flow before and after, stents, thrombus, support and complications are kept as they were said', () => {
    const result: PciResult = {
      ...{ culprit: 'LAD', access: 'RADIAL', timiBefore: 0, timiAfter: 2, thrombus: true },
      ...{ stents: [{ segment: '6', product: 'TEST STENT' }], complications: ['NO_REFLOW'], support: ['IABP'] },
    };
    const { next } = given(...inLab).when({ type: 'PCI_REPORTED', result, heardMin: 90, by: CARDIOLOGIST });
    expect(next.result).toEqual(result);
  });
  test('10.18 the sender hears how it ended although no artery was opened', () => {
    expect(outcomeAt(given(...inLab, noCulprit('NSTE_ACS')).episode)).toBe(minute(65));
  });
  test('N1 becomes STEMI → P5: the lab can be called a second time, and the patient be in it again', () => {
    const again = [...inLab, noCulprit('NSTE_ACS'), ecg(200, 'ecg_2'), readOf('ecg_2', 'STEMI', 205)];
    expect(phaseOf(given(...again).episode)).toBe('STRATEGY');
    expect(phaseOf(given(...again, labCalled(210)).episode)).toBe('LAB_ACTIVATED');
    expect(
      episodeOwes(given(...again, labCalled(210)).episode).flatMap((owed) =>
        owed.do === 'TELL' ? [owed.message.type] : [],
      ),
    ).toEqual(['LAB_CLAIMED']);
  });
  test('P8 who says it, what was seen and what it is taken for are asked; a machine is not believed', () => {
    const here = given(...inLab);
    const said = (word: Word) => here.refuses(word)?.refused;
    expect(said({ ...noCulprit('NSTE_ACS'), by: ENGINE })).toBe('NOT_ALLOWED');
    expect(said(concluded(65, { end: 'NO_CULPRIT', finding: 'NSTE_ACS', reason: ' ' }))).toBe('REASON_NEEDED');
    expect(said(concluded(65, { end: 'NO_CULPRIT' }))).toBe('BAD_INPUT');
    expect(said(noCulprit('STEMI'))).toBe('BAD_INPUT');
    expect(said(concluded(65, { end: 'SURGERY', finding: 'NSTE_ACS' }))).toBe('BAD_INPUT');
    expect(given(milestone('FMC', 5)).refuses(concluded(65, { end: 'SURGERY' }))?.refused).toBe('WRONG_PHASE');
    expect(given(...inLab, milestone('WIRE', 62)).refuses(noCulprit('NSTE_ACS'))?.refused).toBe('WRONG_PHASE');
    expect(given(...inLab, noCulprit('NSTE_ACS')).when(noCulprit('NSTE_ACS')).outcome).toBe('DUPLICATE');
  });
});
