import { Button } from 'antd';
import { useActionForm } from '../actions/useActionForm';
import { newReaderForm, readerForm } from '../actions/deviceForms';
import type { Form } from '../actions/fields';
import { ReaderMapDocument, type ReaderMapQuery } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { Card } from '../episode/Card';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { personName, siteName } from '../parts/sentences';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { useWords } from '../words/words';

/** The reader map: what it means when a wristband is seen at a gate or beacon, since when, and who said so. */
export function ReadersPage() {
  const { t } = useWords();
  const shown = useLive(ReaderMapDocument, {}, () => false);
  const { data } = shown;
  const [form, openForm] = useActionForm(shown.reload);
  return (
    <main className="page narrow" id="content">
      <PageHead title={t.readersTitle}>
        <span className="grow" />
        <Button onClick={() => openForm(newReaderForm(undefined, t.addReader))}>{t.addReader}</Button>
      </PageHead>
      <p className="hint">{t.readersHint}</p>
      <Loading shown={shown}>
        {data === undefined ? null : (
          <>
            <Readers readers={data.readers} onForm={openForm} />
            <Unmapped readers={data.unmappedReaders} onForm={openForm} />
          </>
        )}
      </Loading>
      {form}
    </main>
  );
}

type Meaning = { readonly arrives: string | null; readonly leaves: string | null };

function useMeaning(): (meaning: Meaning) => string {
  const { t, word } = useWords();
  return ({ arrives, leaves }) =>
    [arrives === null ? [] : `→ ${word('milestone', arrives)}`, leaves === null ? [] : `${word('milestone', leaves)} →`]
      .flat()
      .join(' · ') || t.meansNothing;
}

type ReadersProps = { readonly readers: ReaderMapQuery['readers']; readonly onForm: (form: Form) => void };

function Readers({ readers, onForm }: ReadersProps) {
  const words = useWords();
  const { t } = words;
  const now = useNow();
  const meant = useMeaning();
  return (
    <ul className="plain">
      {readers.map((reader) => {
        const { id, place, site, lastSeenAt, meanings } = reader;
        const name = `${siteName(site, words)} · ${place}`;
        const title = `${t.changeMeaning}: ${name}`;
        return (
          <li key={id} className="card">
            <div className="row wrap">
              <strong>{name}</strong>
              <span>{meant(reader)}</span>
              <span className="meta">
                {id} · {t.lastSeenAt} {lastSeenAt === null ? t.neverSeen : shortTime(Date.parse(lastSeenAt), now)}
              </span>
              <span className="grow" />
              <Button size="small" aria-label={title} onClick={() => onForm(readerForm(id, reader, title))}>
                {t.changeMeaning}
              </Button>
            </div>
            {meanings.length === 0 ? null : (
              <ul className="plain meta" aria-label={`${t.meaningHistory}: ${name}`}>
                {meanings.map((one) => (
                  <li key={one.fromAt}>
                    {shortTime(Date.parse(one.fromAt), now)} {personName(one.by)}: {meant(one)} · {one.reason}
                  </li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ul>
  );
}

type UnmappedProps = { readonly readers: ReaderMapQuery['unmappedReaders']; readonly onForm: (form: Form) => void };

function Unmapped({ readers, onForm }: UnmappedProps) {
  const { t } = useWords();
  const now = useNow();
  if (readers.length === 0) return null;
  return (
    <Card title={`▲ ${t.unmappedReaders} (${readers.length})`}>
      <p className="hint">{t.unmappedHint}</p>
      <ul className="plain">
        {readers.map(({ id, lastSeenAt, sightings }) => (
          <li key={id} className="row wrap">
            <strong>{id}</strong>
            <span className="meta">
              {shortTime(Date.parse(lastSeenAt), now)} · {sightings}
            </span>
            <span className="grow" />
            <Button size="small" onClick={() => onForm(newReaderForm(id, `${t.addReader}: ${id}`))}>
              {t.addReader}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
