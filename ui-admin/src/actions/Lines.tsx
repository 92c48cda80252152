import { AutoComplete, Button, Form, Input } from 'antd';
import type { Texts } from '../words/textsEn';
import { useWords } from '../words/words';

/** Names offered while typing, in no order of preference; anything else may be typed. */
const DRUG_NAMES = [
  'aspirin',
  'ticagrelor',
  'clopidogrel',
  'atorvastatin',
  'rosuvastatin',
  'metoprolol',
  'perindopril',
  'ezetimibe',
];
const SEGMENTS = [
  'LM',
  'LAD proximal',
  'LAD mid',
  'LAD distal',
  'LCX proximal',
  'LCX distal',
  'RCA proximal',
  'RCA mid',
  'RCA distal',
];

const containing = (typed: string, option: { readonly value: string } | undefined) =>
  option?.value.toLowerCase().includes(typed.toLowerCase()) ?? false;

type Column = {
  readonly name: string;
  readonly label: keyof Texts;
  /** Names to choose from while typing. */
  readonly offered?: readonly string[];
  readonly kind?: 'DAY';
};

/** Drugs at discharge, one a line: name, dose, and the day to stop. */
const DRUG: readonly Column[] = [
  { name: 'drug', label: 'drugName', offered: DRUG_NAMES },
  { name: 'dose', label: 'dose' },
  { name: 'stopAt', label: 'stopOn', kind: 'DAY' },
];
/** Stents, one a line: segment and product. */
const STENT: readonly Column[] = [
  { name: 'segment', label: 'segment', offered: SEGMENTS },
  { name: 'product', label: 'product' },
];

function Cell({ row, column: { name, label, offered, kind } }: { readonly row: number; readonly column: Column }) {
  const { t } = useWords();
  const said = { 'aria-label': `${t[label]} ${row + 1}`, placeholder: t[label] };
  return (
    // A day may be left open; a name may not.
    <Form.Item name={[row, name]} rules={kind === 'DAY' ? [] : [{ required: true, message: t.required }]}>
      {offered === undefined ? (
        <Input {...said} {...(kind === 'DAY' ? { type: 'date' } : {})} />
      ) : (
        <AutoComplete
          {...said}
          options={offered.map((value) => ({ value }))}
          showSearch={{ filterOption: containing }}
        />
      )}
    </Form.Item>
  );
}

/** A list in a form, one thing a line. */
export function Lines({ name, of }: { readonly name: string; readonly of: 'DRUGS' | 'STENTS' }) {
  const { t } = useWords();
  const columns = of === 'DRUGS' ? DRUG : STENT;
  return (
    <Form.List name={name}>
      {(rows, { add, remove }) => (
        <div className="lines">
          {rows.map(({ key, name: row }) => (
            <div className="row" key={key}>
              {columns.map((column) => (
                <Cell key={column.name} row={row} column={column} />
              ))}
              <Button onClick={() => remove(row)} aria-label={`${t.removeRow} ${row + 1}`}>
                ×
              </Button>
            </div>
          ))}
          <Button onClick={() => add({})}>{t.addRow}</Button>
        </div>
      )}
    </Form.List>
  );
}
