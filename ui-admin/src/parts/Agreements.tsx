import { Button } from 'antd';
import type { ResourcesNowQuery } from '../api/generated/graphql';
import type { Form } from '../actions/fields';
import { endAgreementForm } from '../actions/resourceForms';
import { Card } from '../episode/Card';
import { dayOf } from '../times';
import { useWords } from '../words/words';
import { siteName } from './sentences';

type Props = { readonly agreements: ResourcesNowQuery['agreements']; readonly onForm: (form: Form) => void };

/** Who refers to whom, in which order, and until when. */
export function Agreements({ agreements, onForm }: Props) {
  const words = useWords();
  const { t } = words;
  return (
    <Card title={t.agreements}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{t.sender}</th>
            <th scope="col">{t.receivingHospital}</th>
            <th scope="col">{t.askedAs}</th>
            <th scope="col">{t.validity}</th>
            <th scope="col">{t.actions}</th>
          </tr>
        </thead>
        <tbody>
          {agreements.map(({ referrer, receiving, fromAt, toAt, rank, holds, hub }) => {
            const [from, to] = [siteName(referrer, words), siteName(receiving, words)];
            const title = `${t.endAgreement} · ${from} → ${to}`;
            const fixed = { referrerSiteId: referrer?.id ?? '', receivingSiteId: receiving?.id ?? '', fromAt };
            return (
              <tr key={`${from}${to}${fromAt}`}>
                <th scope="row">{from}</th>
                <td>
                  {to} {hub ? <strong>★ {t.hub}</strong> : null}
                </td>
                <td className="number">{rank}</td>
                <td>
                  {holds ? '●' : '○'} {dayOf(Date.parse(fromAt))} –{' '}
                  {toAt === null ? t.openEnd : dayOf(Date.parse(toAt) - 1)} {holds ? '' : t.notInForce}
                </td>
                <td>
                  <Button size="small" aria-label={title} onClick={() => onForm(endAgreementForm(fixed, title))}>
                    {t.endAgreement}
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Card>
  );
}
