import { useEffect } from 'react';
import { Link } from 'react-router';
import { ResourcesNowDocument, type ResourcesNowQuery } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { useActionForm } from '../actions/useActionForm';
import { Agreements } from '../parts/Agreements';
import { DriveTimes } from '../parts/DriveTimes';
import { Loading } from '../parts/Loading';
import { PageHead } from '../parts/PageHead';
import { SiteResources } from '../parts/SiteResources';
import { to } from '../paths';
import { shortTime } from '../times';
import { useNow } from '../useNow';
import { useWords } from '../words/words';

type Waiting = ResourcesNowQuery['waiting'];

/** Beds, vehicles and packs change without an episode too, ms. */
const LOOK_EVERY_MS = 10_000;

/** Labs, beds, vehicles and lytic stock of every place: who has what, who waits, what has expired. */
export function ResourcesPage() {
  const { t } = useWords();
  const shown = useLive(ResourcesNowDocument, {}, ({ kind }) => kind === 'EPISODE' || kind === 'LAB');
  const { data, reload } = shown;
  const [form, openForm] = useActionForm(reload);
  useEffect(() => {
    const looking = setInterval(reload, LOOK_EVERY_MS);
    return () => clearInterval(looking);
  }, [reload]);
  return (
    <main className="page" id="content">
      <PageHead title={t.resourcesTitle} tab={t.resources} />
      <Loading shown={shown}>
        {data === undefined ? null : (
          <>
            <WaitingList waiting={data.waiting} />
            {data.sites.map((site) => (
              <SiteResources key={site.id} site={site} all={data} onForm={openForm} onDone={reload} />
            ))}
            <Agreements agreements={data.agreements} onForm={openForm} />
            <DriveTimes drives={data.driveTimes} onForm={openForm} />
          </>
        )}
      </Loading>
      {form}
    </main>
  );
}

function WaitingList({ waiting }: { readonly waiting: Waiting }) {
  const { t, word } = useWords();
  const now = useNow();
  if (waiting.length === 0) return <p className="hint">● {t.nobodyWaits}</p>;
  return (
    <section role="alert" aria-label={t.waiting} className="rota-holes">
      <strong>■ {t.waiting}</strong>
      <ul>
        {waiting.flatMap(({ id, patient, wants }) =>
          wants.map(({ kind, since }) => (
            <li key={`${id}${kind}`}>
              <Link to={to.episode(id)}>{patient?.name ?? id}</Link>: {word('resourceKind', kind)} ·{' '}
              {shortTime(Date.parse(since), now)}
            </li>
          )),
        )}
      </ul>
    </section>
  );
}
