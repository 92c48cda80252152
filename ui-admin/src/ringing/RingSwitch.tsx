import { Button, Switch } from 'antd';
import { useEffect, useEffectEvent, useState } from 'react';
import { ask, type Problem } from '../api/client';
import {
  RingingDocument,
  TryBrowserDocument,
  WithdrawBrowserDocument,
  type RingingQuery,
} from '../api/generated/graphql';
import { useLive } from '../api/live';
import { newClientId } from '../api/outbox';
import { useAct, useTellRefused } from '../parts/useAct';
import { dayOf } from '../times';
import { fill } from '../words/fill';
import { useWords } from '../words/words';
import { browserId, isSubscribed, turnOff, turnOn, whySilent, type Silent } from './browser';

const SAYS = { REFUSED: 'ringRefused', CANNOT: 'ringCannot', NO_SERVICE: 'ringNoService' } as const satisfies Record<
  Silent,
  string
>;

/** Whether pages ring in this browser for whoever is signed in, with Wiretime closed too. */
export function RingSwitch() {
  const { t, language } = useWords();
  const tellRefused = useTellRefused();
  const { data, reload } = useLive(RingingDocument, {}, () => false);
  const [subscribed, setSubscribed] = useState(false);
  const [silent, setSilent] = useState(whySilent);
  const [busy, setBusy] = useState(false);
  const own = data?.myBrowsers.find(({ id }) => id === browserId());
  const on = subscribed && own !== undefined;

  useEffect(() => void isSubscribed().then(setSubscribed), []);

  const turn = async (want: boolean) => {
    setBusy(true);
    const turned = want ? await turnOn(data?.pushKey ?? '', language, t.ringing) : await turnOff(t.ringing);
    const now = await isSubscribed();
    setSubscribed(now);
    setSilent(turned.silent);
    setBusy(false);
    reload();
    if (turned.problem !== undefined) tellRefused(t.ringing, turned.problem);
  };
  const spoken = on ? own.language : undefined;
  const inMyLanguage = useEffectEvent(() => turnOn(data?.pushKey ?? '', language, t.ringing).then(reload));
  useEffect(() => {
    if (spoken !== undefined && spoken !== language) void inMyLanguage(); // its notices are written for its reader
  }, [spoken, language]);

  const off = silent === undefined ? t.ringOff : t[SAYS[silent]];
  return (
    <section className="ringing" aria-label={t.ringing}>
      <label className="row">
        <Switch
          checked={on}
          loading={busy}
          disabled={silent === 'CANNOT' || data === undefined}
          onChange={(want) => void turn(want)}
        />
        <span>{t.ringHere}</span>
      </label>
      <output>{data === undefined ? '' : on ? `● ${t.ringOn}` : `○ ${off}`}</output>
      {on ? <Trial browserId={own.id} onGone={reload} /> : null}
      <OtherBrowsers browsers={(data?.myBrowsers ?? []).filter((one) => one !== own)} onOff={reload} />
    </section>
  );
}

/** One ring for trial; what refuses is said at once and not tried again. */
function Trial({ browserId: id, onGone }: { readonly browserId: string; readonly onGone: () => void }) {
  const { t } = useWords();
  const tellRefused = useTellRefused();
  const [said, setSaid] = useState('');
  const tell = (problem: Problem) => {
    setSaid('');
    tellRefused(t.ringTrial, problem);
    onGone();
  };
  const send = async () => {
    const answer = await ask(TryBrowserDocument, { browserId: id, clientId: newClientId() });
    if ('problem' in answer) return tell(answer.problem);
    const { tryBrowser } = answer.data;
    if (tryBrowser.__typename === 'Fault') return tell(tryBrowser);
    return setSaid(t.ringTrialSent);
  };
  return (
    <div className="row">
      <Button size="small" onClick={() => void send()}>
        {t.ringTrial}
      </Button>
      <output>{said}</output>
    </div>
  );
}

type Others = { readonly browsers: RingingQuery['myBrowsers']; readonly onOff: () => void };

/** A phone that was lost is turned off from here. */
function OtherBrowsers({ browsers, onOff }: Others) {
  const { t } = useWords();
  const act = useAct();
  if (browsers.length === 0) return null;
  const turnOffThere = async (id: string) => {
    await act(WithdrawBrowserDocument, { browserId: id }, t.ringing);
    onOff();
  };
  return (
    <>
      <p>{t.ringElsewhere}</p>
      <ul>
        {browsers.map(({ id, service, registeredAt }) => (
          <li key={id} className="row">
            {fill(t.ringSince, { service, day: dayOf(Date.parse(registeredAt)) })}
            <Button size="small" onClick={() => void turnOffThere(id)}>
              {t.turnOff}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
