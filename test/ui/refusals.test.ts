import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inLanguage } from '../../ui-admin/src/words/refusals';
import { REFUSALS_ZH } from '../../ui-admin/src/words/refusalsZh';
import { wordsOf } from '../../ui-admin/src/words/words';

const ROOT = join(__dirname, '..', '..');
/** How a refusal or a row of the grid is written: the code, then its sentence. */
const WRITTEN = /(?:\b(?:refuse|Fault)\(\s*'[A-Z_]+',\s*|\botherwise:\s*)(?:'([^'\n]+)'|`([^`]+)`)/g;

const sources = globSync(['workflows/domain/**/*.ts', 'graphql/**/*.ts'], { cwd: ROOT }).map((file) =>
  readFileSync(join(ROOT, file), 'utf8').replaceAll(/\$\{[^}]*\}/g, '{}'),
);
const written = new Set(
  sources.flatMap((text) => [...text.matchAll(WRITTEN)].map(([, plain, filled]) => plain ?? filled ?? '')),
);

/** Sentences may change a day before their Chinese; until then the code of the refusal is explained in Chinese. */
const AT_MOST = written.size / 5;

describe('what the server refuses, in Chinese', () => {
  test('most refusals have a sentence of their own', () => {
    const untold = [...written].filter((sentence) => sentence.includes(' ') && REFUSALS_ZH[sentence] === undefined);
    expect(written.size).toBeGreaterThan(200);
    expect(untold.slice(AT_MOST)).toEqual([]);
  });

  test('hardly a sentence is translated that nobody says any more', () => {
    const unsaid = Object.keys(REFUSALS_ZH).filter((sentence) => !sources.some((text) => text.includes(sentence)));
    expect(unsaid.slice(AT_MOST)).toEqual([]);
  });

  test('both languages leave the same gaps', () => {
    const gaps = (text: string) => text.split('{}').length;
    expect(Object.entries(REFUSALS_ZH).filter(([sentence, chinese]) => gaps(sentence) !== gaps(chinese))).toEqual([]);
  });

  test('a sentence with names and numbers in it keeps them', () => {
    expect(inLanguage('CCU-1 is out of use: being cleaned.', 'zh-CN')).toBe('CCU-1 已停用：being cleaned。');
    expect(inLanguage('A senior confirms first: STROKE, SURGERY.', 'zh-CN')).toBe(
      '须先由上级医生确认：STROKE, SURGERY。',
    );
  });

  test('codes in a sentence are read as words, in both languages', () => {
    const said = 'Give advice or say that you give none: READING, TRANSFER.';
    expect(wordsOf('zh-CN').sentence(said)).toBe('请给出意见，或说明不给出：心电图判读、转运选择。');
    expect(wordsOf('en').sentence(said)).toBe('Give advice or say that you give none: Reading of the ECG, Transfer.');
    expect(wordsOf('zh-CN').sentence('HS_TROPONIN_I is told in ng/L, pg/mL, ug/L.')).toBe(
      '高敏肌钙蛋白I 的单位为 ng/L、pg/mL、µg/L。',
    );
    expect(wordsOf('en').sentence('No clock T05 has run in this episode.')).toBe(
      'No clock T05 First contact to ECG has run in this episode.',
    );
  });

  test('a time in a sentence is read on the reader’s own clock', () => {
    const at = new Date(2027, 2, 31, 14, 3, 20);
    expect(wordsOf('zh-CN').sentence(`${at.toISOString()} has not happened yet.`)).toBe(
      '2027-03-31 14:03:20 尚未发生。',
    );
  });

  test('one that is newer than the screen stays as it was sent, and English is left alone', () => {
    expect(inLanguage('Nobody has said this before.', 'zh-CN')).toBe('Nobody has said this before.');
    expect(inLanguage('The puncture is done.', 'en')).toBe('The puncture is done.');
  });
});
