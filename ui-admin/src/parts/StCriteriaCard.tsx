import { Checkbox } from 'antd';
import { useState } from 'react';
import {
  meetsSgarbossa,
  SGARBOSSA_POINTS,
  SMITH_ST_TO_S,
  ST_ROWS,
  type SgarbossaSign,
  type StQuestion,
  stRowsFor,
} from '../../../workflows/domain/stCriteria';
import type { Sex } from '../../../workflows/domain/vocabulary';
import { Card } from '../episode/Card';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { forWhom } from './stRowWords';

const MM_PER_MV = 10;
const QUESTIONS = Object.keys(ST_ROWS) as readonly StQuestion[]; // the keys are the questions
const SIGNS = Object.keys(SGARBOSSA_POINTS) as readonly SgarbossaSign[]; // the keys are the signs

type Props = {
  readonly patient: { readonly sex: Sex; readonly ageYears: number | null } | null;
  /** What the reading hospital set otherwise than the tables. */
  readonly heights: readonly { readonly code: string; readonly value: number }[];
};

/** Beside the traces: which elevation counts for a patient of this age and sex, and what counts in LBBB. */
export function StCriteriaCard({ patient, heights }: Props) {
  const { t, word } = useWords();
  const { sex, ageYears } = patient ?? { sex: 'UNKNOWN', ageYears: null };
  const thresholds = Object.fromEntries(heights.map(({ code, value }) => [code, value]));
  const known = { sex, thresholds, ...(ageYears === null ? {} : { ageYears }) };
  const sure = sex !== 'UNKNOWN' && ageYears !== null;
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
                {row.leads.map((lead) => word('lead', lead)).join(' ')}:{' '}
                <strong>≥ {Math.round(row.mV * MM_PER_MV * 100) / 100} mm</strong>{' '}
                <span className="meta">{sure ? '' : forWhom(row, { t, word })}</span>
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
