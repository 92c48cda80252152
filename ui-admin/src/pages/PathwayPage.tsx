import { Select } from 'antd';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { PathwayNowDocument } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { useSession } from '../api/session';
import { Loading } from '../parts/Loading';
import { siteName } from '../parts/sentences';
import { DifferenceTable } from '../pathway/DifferenceTable';
import { EditionForm } from '../pathway/EditionForm';
import { EditionsTable } from '../pathway/EditionsTable';
import { useWords } from '../words/words';

/** A hospital’s pathway: its editions, what they differ in, and what a change would have meant last quarter. */
export function PathwayPage() {
  const words = useWords();
  const { t } = words;
  const who = useSession();
  const [address, setAddress] = useSearchParams();
  const siteId = address.get('site') ?? who?.duties[0]?.siteId ?? '';
  const shown = useLive(PathwayNowDocument, { siteId }, () => false);
  const { data } = shown;
  const editions = data?.pathwayEditions ?? [];
  const current = editions.find(({ inForce }) => inForce);
  useEffect(() => {
    document.title = `${t.pathway} · ${t.appName}`;
  }, [t]);
  return (
    <main className="page pathway" id="content">
      <div className="page-head">
        <h1>{t.pathwayTitle}</h1>
        <Select
          aria-label={t.site}
          value={siteId}
          popupMatchSelectWidth={false}
          options={(data?.sites ?? [])
            .filter(({ kind }) => kind === 'PCI_HOSPITAL')
            .map((site) => ({ value: site.id, label: siteName(site, words) }))}
          onChange={(site) => setAddress({ site }, { replace: true })}
        />
      </div>
      <p className="hint">{t.pathwayHint}</p>
      <Loading shown={shown}>
        {data === undefined ? null : (
          <>
            <EditionsTable base={data.pathwayBase} editions={editions} onDone={shown.reload} />
            {editions.length === 0 ? null : (
              <DifferenceTable
                key={`${siteId}${editions.length}`}
                names={[...editions.map(({ edition }) => edition), data.pathwayBase]}
                thresholds={data.pathwayThresholds}
              />
            )}
            <EditionForm
              key={`${siteId}${current?.edition}${editions.length}`}
              siteId={siteId}
              thresholds={data.pathwayThresholds}
              now={Object.fromEntries((current?.thresholds ?? []).map(({ code, value }) => [code, value]))}
              jurisdiction={current?.jurisdiction ?? 'CHINA_2019'}
              onDone={shown.reload}
            />
          </>
        )}
      </Loading>
    </main>
  );
}
