import { matchEcg } from '../../../devices/match';
import type { OpenEpisodeRow } from '../../../prisma/openEpisodes';

const episode = (id: string, patientId: string, openedAt = 1, open = true): OpenEpisodeRow => ({
  id,
  region: 'demo',
  patientId,
  drill: false,
  open,
  openedAt,
});
const atSite = [episode('ep_x', 'pt_x'), episode('ep_y', 'pt_y')];

test('an ordered ECG belongs to its order', () => {
  expect(matchEcg({ order: episode('ep_a', 'pt_a'), atSite })).toMatchObject({
    by: 'ORDER',
    episode: { id: 'ep_a' },
    patientId: 'pt_a',
    identify: false,
  });
});

test('an ECG of a device somebody wears belongs to that patient’s newest open episode', () => {
  const episodes = [episode('ep_old', 'pt_a', 1), episode('ep_new', 'pt_a', 2), episode('ep_closed', 'pt_a', 3, false)];
  expect(matchEcg({ bound: { patientId: 'pt_a', episodes }, atSite })).toMatchObject({
    by: 'BINDING',
    episode: { id: 'ep_new' },
  });
});

test('the episode a device was bound for wins while it is open, and keeps the ECG when no other is', () => {
  const bound = (open: boolean, episodes: OpenEpisodeRow[]) => ({
    patientId: 'pt_a',
    episode: episode('ep_bound', 'pt_a', 1, open),
    episodes,
  });
  expect(matchEcg({ bound: bound(true, [episode('ep_new', 'pt_a', 9)]), atSite }).episode?.id).toBe('ep_bound');
  expect(matchEcg({ bound: bound(false, [episode('ep_new', 'pt_a', 9)]), atSite }).episode?.id).toBe('ep_new');
  expect(matchEcg({ bound: bound(false, []), atSite }).episode?.id).toBe('ep_bound');
});

test('a patient the cart’s operator entered keeps the ECG even without an open episode', () => {
  const match = matchEcg({ named: { patientId: 'pt_a', episodes: [] }, atSite });
  expect(match).toEqual({ by: 'PATIENT_REF', patientId: 'pt_a', identify: false, suggested: [] });
});

test('the only open episode at the site is suggested to a person and never taken', () => {
  const match = matchEcg({ atSite: [episode('ep_x', 'pt_x')] });
  expect(match).toEqual({ by: 'NOBODY', identify: true, suggested: ['ep_x'] });
});

test('an order for one patient on a device that another wears settles nothing: a person decides', () => {
  const match = matchEcg({
    order: episode('ep_a', 'pt_a'),
    bound: { patientId: 'pt_b', episodes: [episode('ep_b', 'pt_b')] },
    atSite: [],
  });
  expect(match).toMatchObject({ by: 'CONTRADICTION', identify: true, suggested: ['ep_a', 'ep_b'] });
  expect(match.episode).toBeUndefined();
});
