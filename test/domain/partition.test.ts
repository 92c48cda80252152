import { decideLab, openLab } from '../../workflows/domain/decideLab';
import { episodeOwes } from '../../workflows/domain/decideEpisode';
import type { Action } from '../../workflows/domain/decision';
import { isRefusal } from '../../workflows/domain/faults';
import { labId } from '../../workflows/domain/ids';
import type { LabHappening } from '../../workflows/domain/lab';
import { minute } from '../builders/anEpisode';
import { CARDIOLOGIST, ecg, given, labCalled, milestone, read } from '../builders/given';

const called = given(milestone('FMC', 5), ecg(9), read('STEMI', 14), labCalled(18));
const claims = (actions: readonly Action[]) =>
  actions.flatMap((action) => (action.do === 'TELL' && action.message.type === 'LAB_CLAIMED' ? [action.message] : []));

describe('R30 sites that lost each other activate once', () => {
  test('R30 whoever calls the lab second, from wherever, hears that it is called, and pages nobody', () => {
    const again = { ...labCalled(40), by: { kind: 'HUMAN', id: 'ps_hub_doctor', role: 'ED_DOCTOR' } } as const;
    expect(called.refuses(again)?.refused).toBe('ALREADY_DONE');
    expect(called.episode.runs.filter(({ key }) => key.startsWith('LAB:'))).toHaveLength(3);
  });
  test('R30 an activation whose answer never came is claimed again under the id it had', () => {
    const first = claims(
      given(milestone('FMC', 5), ecg(9), read('STEMI', 14)).when({ ...labCalled(18), by: CARDIOLOGIST }).actions,
    );
    const after = claims(episodeOwes(called.episode));
    expect(after.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
  });
  test('R30 a lab that is claimed twice is held once, and its team is asked by nobody else', () => {
    const open = openLab({ id: labId('lab_1'), region: 'demo', siteId: 'st_hub' } as never).next;
    const claim = (id: string, atMin: number): LabHappening => ({
      ...{ type: 'LAB_CLAIMED', id, receivedAt: minute(atMin), episodeId: called.episode.id },
      by: { kind: 'SYSTEM', id: called.episode.id },
    });
    const held = decideLab(open, claim('one', 18));
    if (isRefusal(held)) throw new Error(held.because);
    const again = decideLab(held.next, claim('two', 55));
    if (isRefusal(again)) throw new Error(again.because);
    expect(again.outcome).toBe('DUPLICATE');
    expect(again.next).toEqual(held.next);
    expect(again.actions.filter((action) => action.do === 'PAGE')).toEqual([]);
  });
  test('R30 what a site did while it was alone comes later with its own time, and changes nothing that was done', () => {
    const { next } = called.when({ ...milestone('REF_DOOR_OUT', 16), heardMin: 19 });
    expect(next.milestones.at(-1)).toMatchObject({ code: 'REF_DOOR_OUT', at: minute(16), receivedAt: minute(19) });
    expect(next.activation).toEqual(called.episode.activation);
  });
});
