import { AutoComplete, Button, Form, Input } from 'antd';
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

const options = (names: readonly string[]) => names.map((value) => ({ value }));
const containing = (typed: string, option: { readonly value: string } | undefined) =>
  option?.value.toLowerCase().includes(typed.toLowerCase()) ?? false;

/** Drugs at discharge, one a line: name, dose, and the day to stop. */
export function DrugLines({ name }: { readonly name: string }) {
  const { t } = useWords();
  const needed = [{ required: true, message: t.required }];
  return (
    <Form.List name={name}>
      {(rows, { add, remove }) => (
        <div className="lines">
          {rows.map(({ key, name: row }) => (
            <div className="row" key={key}>
              <Form.Item name={[row, 'drug']} rules={needed}>
                <AutoComplete
                  aria-label={`${t.drugName} ${row + 1}`}
                  placeholder={t.drugName}
                  options={options(DRUG_NAMES)}
                  showSearch={{ filterOption: containing }}
                />
              </Form.Item>
              <Form.Item name={[row, 'dose']} rules={needed}>
                <Input aria-label={`${t.dose} ${row + 1}`} placeholder={t.dose} />
              </Form.Item>
              <Form.Item name={[row, 'stopAt']}>
                <Input type="date" aria-label={`${t.stopOn} ${row + 1}`} />
              </Form.Item>
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

/** Stents, one a line: segment and product. */
export function StentLines({ name }: { readonly name: string }) {
  const { t } = useWords();
  const needed = [{ required: true, message: t.required }];
  return (
    <Form.List name={name}>
      {(rows, { add, remove }) => (
        <div className="lines">
          {rows.map(({ key, name: row }) => (
            <div className="row" key={key}>
              <Form.Item name={[row, 'segment']} rules={needed}>
                <AutoComplete
                  aria-label={`${t.segment} ${row + 1}`}
                  placeholder={t.segment}
                  options={options(SEGMENTS)}
                  showSearch={{ filterOption: containing }}
                />
              </Form.Item>
              <Form.Item name={[row, 'product']} rules={needed}>
                <Input aria-label={`${t.product} ${row + 1}`} placeholder={t.product} />
              </Form.Item>
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
