import { Checkbox } from 'antd';
import { useState } from 'react';
import {
  meetsSgarbossa,
  SGARBOSSA_POINTS,
  SMITH_ST_TO_S,
  ST_ROWS,
  type SgarbossaSign,
  type StQuestion,
  type StRow,
  stRowsFor,
} from '../../../workflows/domain/stCriteria';
import type { Sex } from '../../../workflows/domain/vocabulary';
import { Card } from '../episode/Card';
import { fill, useWords } from '../words/words';

const MM_PER_MV = 10;
const QUESTIONS = Object.keys(ST_ROWS) as readonly StQuestion[]; // the keys are the questions
const SIGNS = Object.keys(SGARBOSSA_POINTS) as readonly SgarbossaSign[]; // the keys are the signs

type Props = { readonly patient: { readonly sex: Sex; readonly ageYears: number | null } | null };

/** Beside the traces: which elevation counts for a patient of this age and sex, and what counts in LBBB. */
export function StCriteriaCard({ patient }: Props) {
  const { t, word } = useWords();
  const { sex, ageYears } = patient ?? { sex: 'UNKNOWN', ageYears: null };
  const known = { sex, ...(ageYears === null ? {} : { ageYears }) };
  const sure = sex !== 'UNKNOWN' && ageYears !== null;
  const forWhom = (row: StRow) =>
    [
      row.sex === undefined ? '' : word('sex', row.sex),
      row.belowAge === undefined ? '' : fill(t.ageBelow, { n: row.belowAge }),
      row.fromAge === undefined ? '' : fill(t.ageFrom, { n: row.fromAge }),
    ]
      .filter((text) => text !== '')
      .join(' ');
  return (
    <Card title={t.stCriteria}>
      <p className="hint">{t.stCriteriaHint}</p>
      {sure ? null : <p>▲ {t.stUnknownPatient}</p>}
      {QUESTIONS.map((question) => (
        <details key={question} open={question === 'DIAGNOSIS'}>
          <summary>{word('stQuestion', question)}</summary>
          <ul>
            {stRowsFor(question, known).map((row) => (
              <li key={row.ref}>
                {row.leads.map((lead) => word('lead', lead)).join(' ')}: <strong>≥ {row.mV * MM_PER_MV} mm</strong>{' '}
                <span className="meta">{sure ? '' : forWhom(row)}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
      <Sgarbossa />
    </Card>
  );
}

/** The reader ticks what is there; the points are counted here and kept nowhere. */
function Sgarbossa() {
  const { t, word } = useWords();
  const [signs, setSigns] = useState<readonly SgarbossaSign[]>([]);
  const [smith, setSmith] = useState(false);
  const met = meetsSgarbossa(signs, smith ? SMITH_ST_TO_S : undefined);
  return (
    <details>
      <summary>{t.sgarbossaTitle}</summary>
      <Checkbox.Group
        value={[...signs]}
        onChange={(chosen) => setSigns(SIGNS.filter((sign) => chosen.includes(sign)))}
        options={SIGNS.map((value) => ({
          value,
          label: `${word('sgarbossa', value)} · ${fill(t.points, { n: SGARBOSSA_POINTS[value] })}`,
        }))}
      />
      <Checkbox checked={smith} onChange={(event) => setSmith(event.target.checked)}>
        {word('sgarbossa', 'SMITH')}
      </Checkbox>
      <p>
        <output>{met ? `■ ${t.treatAsStemi}` : `○ ${t.notByThis}`}</output>
      </p>
    </details>
  );
}
