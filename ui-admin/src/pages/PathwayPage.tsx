import { Select } from 'antd';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { ApprovePathwayDocument, PathwayNowDocument, type EditionPartsFragment } from '../api/generated/graphql';
import { useLive } from '../api/live';
import { useSession } from '../api/session';
import { EditionsTable } from '../editions/EditionsTable';
import { Loading } from '../parts/Loading';
import { siteName } from '../parts/sentences';
import { useAct } from '../parts/useAct';
import { DifferenceTable } from '../pathway/DifferenceTable';
import { EditionForm } from '../pathway/EditionForm';
import { shownValue, thresholdName, type Threshold } from '../pathway/thresholdName';
import { useWords, type Words } from '../words/words';

/** A hospital’s pathway: its editions, what they differ in, and what a change would have meant last quarter. */
export function PathwayPage() {
  const words = useWords();
  const { t } = words;
  const who = useSession();
  const [address, setAddress] = useSearchParams();
  const siteId = address.get('site') ?? who?.duties[0]?.siteId ?? '';
  const shown = useLive(PathwayNowDocument, { siteId }, () => false);
  const { data } = shown;
  const act = useAct();
  const editions = data?.pathwayEditions ?? [];
  const approve = async (edition: string) => {
    const beyondPrint = editions.find((one) => one.edition === edition)?.beyondPrint ?? [];
    await act(ApprovePathwayDocument, { edition, beyondPrint }, t.approve);
    shown.reload();
  };
  const current = editions.find(({ inForce }) => inForce);
  useEffect(() => {
    document.title = `${t.pathway} · ${t.appName}`;
  }, [t]);
  return (
    <main className="page editions" id="content">
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
            <EditionsTable
              base={{ edition: data.pathwayBase, jurisdiction: words.word('jurisdiction', 'CHINA_2019') }}
              editions={editions.map((one) => ({
                ...one,
                jurisdiction: words.word('jurisdiction', one.jurisdiction),
                changes: one.thresholds.length,
                signsFor: one.beyondPrint.map((code) => beyondLine(one, code, data.pathwayThresholds, words)),
              }))}
              onApprove={(edition) => void approve(edition)}
            />
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

/** What the tables print of an amount, and what the edition sets beyond it. */
function beyondLine({ thresholds }: EditionPartsFragment, code: string, known: readonly Threshold[], words: Words) {
  const row = known.find((one) => one.code === code);
  const set = thresholds.find((one) => one.code === code);
  if (row === undefined || set === undefined) return code;
  return `${thresholdName(row, words)}: ${shownValue(row, row.value, words)} → ${shownValue(row, set.value, words)}`;
}
