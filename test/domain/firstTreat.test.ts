import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_PATHWAY } from '../../workflows/domain/pathway';
import { PERSON_ACTIONS } from '../../workflows/domain/permissions';
import { TARGETS } from '../../workflows/domain/targets';
import * as vocabulary from '../../workflows/domain/vocabulary';

/** 2.7, R33: first treat, then pay. What is not known to the rules cannot hold anything up. */
const MONEY = /\b(pay(s|ment|er)?|paid|money|deposit|insur(ance|er)|fees?|bill(ing|ed)?|tariff|invoice)\b/i;
const speaksOfMoney = (text: string): boolean =>
  MONEY.test(text.replaceAll('_', ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2'));
/** A delay may be explained by it afterwards (1.1); that is a word in the record, and nothing waits for it. */
const EXPLAINED_BY = 'ADMINISTRATIVE';

const codes = Object.entries(vocabulary).flatMap(([list, words]) => words.map((word) => `${list}.${word}`));

test('R33 no code of the system speaks of payment', () => {
  expect([...codes, ...PERSON_ACTIONS, ...Object.keys(DEFAULT_PATHWAY)].filter(speaksOfMoney)).toEqual([]);
});

test('2.7 pay, R33: no rule of the episode knows a payment, so none can wait for it', () => {
  const folder = join(__dirname, '..', '..', 'workflows', 'domain');
  const code = (file: string) => readFileSync(join(folder, file), 'utf8').replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
  const speaks = globSync('*.ts', { cwd: folder }).filter((file) => speaksOfMoney(code(file)));
  expect(speaks).toEqual([]);
});

test('2.7 no clock starts, ends or is void by an administrative fact', () => {
  expect(vocabulary.DELAY_REASONS).toContain(EXPLAINED_BY);
  expect(vocabulary.MILESTONES.filter((code) => /ADMINISTR|REGISTRATION/.test(code))).toEqual([]);
  expect(Object.values(TARGETS).filter((row) => JSON.stringify(row).includes(EXPLAINED_BY))).toEqual([]);
});
