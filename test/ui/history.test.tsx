import { renderToStaticMarkup } from 'react-dom/server';
import { History } from '../../ui-admin/src/parts/History';
import { drugsText } from '../../ui-admin/src/parts/historyText';

type Line = Parameters<typeof History>[0]['history'][number];
const line = (kind: Line['kind'], text: string): Line => ({ kind, text, code: null, since: null });
const read = (...history: readonly Line[]): string =>
  renderToStaticMarkup(<History history={history} />).replaceAll(/<[^>]+>/g, ' ');

test('7.1#3: where nothing is recorded of allergies and drugs the screen says to ask, and never that there are none', () => {
  expect(read()).toMatch(/Allergies\s+◇ not recorded, ask\s+Drugs\s+◇ not recorded, ask/);
  expect(read(line('ALLERGY', 'Penicillin'))).toMatch(/▲ Allergies\s+Penicillin\s+Drugs\s+◇ not recorded, ask/);
});

test('the crew reads the drugs of the last discharge beside those of the history, each once', () => {
  const taken = [{ drug: 'TICAGRELOR', dose: '90 mg' }];
  expect(drugsText([line('DRUG', 'Metformin 500 mg')], taken)).toBe('Metformin 500 mg; TICAGRELOR 90 mg');
  expect(drugsText([line('DRUG', 'TICAGRELOR 90 mg twice a day')], taken)).toBe('TICAGRELOR 90 mg twice a day');
  expect(drugsText([], [])).toBe('');
});
