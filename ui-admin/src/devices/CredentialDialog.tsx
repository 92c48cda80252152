import { Button, Input, Modal, Typography } from 'antd';
import { useState } from 'react';
import { ask, type Problem } from '../api/client';
import { GiveDeviceCertificateDocument, GiveDeviceSecretDocument } from '../api/generated/graphql';
import { newClientId } from '../api/outbox';
import { faultSentence } from '../parts/useAct';
import { fill } from '../words/fill';
import { useWords } from '../words/words';

export type CredentialKind = 'SECRET' | 'CERTIFICATE';
/** What was given, by the name under which it is saved. */
type Given = readonly { readonly name: string; readonly text: string }[];
type Answer = { readonly given: Given } | { readonly problem: Pick<Problem, 'code' | 'message'> };

/**
 * Never through the outbox: that keeps what was sent, and an answer that was lost is asked for anew, as another secret.
 */
async function give(kind: CredentialKind, deviceId: string, request: string): Promise<Answer> {
  const word = { clientId: newClientId(), deviceId };
  if (kind === 'SECRET') {
    const answer = await ask(GiveDeviceSecretDocument, word);
    if ('problem' in answer) return answer;
    const { giveDeviceSecret: said } = answer.data;
    return said.__typename === 'Fault' ? { problem: said } : { given: [{ name: deviceId, text: said.secret }] };
  }
  const answer = await ask(GiveDeviceCertificateDocument, { ...word, request: request.trim() || null });
  if ('problem' in answer) return answer;
  const { giveDeviceCertificate: said } = answer.data;
  if (said.__typename === 'Fault') return { problem: said };
  const { certificate, key, authority } = said;
  return {
    given: [
      { name: `${deviceId}.crt`, text: certificate },
      ...(key === null ? [] : [{ name: `${deviceId}.key`, text: key }]),
      { name: 'authority.crt', text: authority },
    ],
  };
}

type Props = { readonly kind: CredentialKind; readonly deviceId: string; readonly onClose: () => void };

/** Gives a device what it signs in with, and shows it this once. */
export function CredentialDialog({ kind, deviceId, onClose }: Props) {
  const words = useWords();
  const { t } = words;
  const [request, setRequest] = useState('');
  const [asking, setAsking] = useState(false);
  const [answer, setAnswer] = useState<Answer>();
  const send = async () => {
    setAsking(true);
    setAnswer(await give(kind, deviceId, request));
    setAsking(false);
  };
  const given = answer !== undefined && 'given' in answer ? answer.given : undefined;
  return (
    <Modal
      open
      title={fill(kind === 'SECRET' ? t.newSecretOf : t.newCertificateOf, { id: deviceId })}
      onCancel={onClose}
      footer={null}
      width={640}
      mask={{ closable: false }}
    >
      {given === undefined ? (
        <p>{kind === 'SECRET' ? t.secretReplaces : t.certificateReplaces}</p>
      ) : (
        <>
          <output>
            <strong>▲ {t.shownOnce}</strong>
          </output>
          {given.map((one) => (
            <GivenText key={one.name} {...one} kind={kind} />
          ))}
        </>
      )}
      {given === undefined && kind === 'CERTIFICATE' ? (
        <Input.TextArea
          aria-label={t.certificateRequest}
          placeholder={t.certificateRequest}
          autoSize={{ minRows: 3, maxRows: 8 }}
          value={request}
          onChange={(change) => setRequest(change.target.value)}
        />
      ) : null}
      {answer !== undefined && 'problem' in answer ? (
        <p role="alert" className="refusal">
          ✕ {faultSentence(answer.problem, words)}
        </p>
      ) : null}
      <div className="row end send-row">
        <Button onClick={onClose}>{given === undefined ? t.cancel : t.close}</Button>
        {given === undefined ? (
          <Button type="primary" loading={asking} onClick={() => void send()}>
            {kind === 'SECRET' ? t.giveSecret : t.giveCertificate}
          </Button>
        ) : null}
      </div>
    </Modal>
  );
}

type GivenProps = Given[number] & { readonly kind: CredentialKind };

function GivenText({ name, text, kind }: GivenProps) {
  const { t } = useWords();
  if (kind === 'SECRET')
    return (
      <Typography.Paragraph copyable={{ text, tooltips: [t.copy, t.copied] }}>
        <code>{text}</code>
      </Typography.Paragraph>
    );
  return (
    <p>
      <a download={name} href={`data:application/x-pem-file,${encodeURIComponent(text)}`}>
        {fill(t.saveFile, { name })}
      </a>
    </p>
  );
}
