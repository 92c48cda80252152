import { Button, Checkbox, Form as AntForm, Input, InputNumber, Modal, Radio, Select } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { act } from '../api/outbox';
import { faultSentence, useTellRefused } from '../parts/useAct';
import { useWords, type Words } from '../words/words';
import { EditionChooser, EpisodeChooser, LabChooser, PatientChooser, SiteChooser } from './Choosers';
import type { Field, Form } from './fields';
import { Lines } from './Lines';
import { TimeField, timeNow } from './TimeField';
import { labelOf, toVariables } from './variables';

/** Up to this many codes are shown as buttons, more as a list. */
const BUTTONS_UP_TO = 5;

const control = (field: Field, { t, word }: Words): ReactNode => {
  const label = t[field.label];
  switch (field.kind) {
    case 'TIME':
      return <TimeField label={label} optional={field.optional ?? false} />;
    case 'CODE': {
      const options = field.options.map((value) => ({ value, label: word(field.group, value) }));
      return field.options.length <= BUTTONS_UP_TO ? (
        <Radio.Group aria-label={label} options={options} optionType="button" />
      ) : (
        <Select
          aria-label={label}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t.pleaseChoose}
          options={options}
        />
      );
    }
    case 'CODES':
      return (
        <Checkbox.Group
          aria-label={label}
          options={field.options.map((value) => ({ value, label: word(field.group, value) }))}
        />
      );
    case 'TEXT':
      return field.long === true ? (
        <Input.TextArea autoSize={{ minRows: 2 }} aria-label={label} />
      ) : (
        <Input aria-label={label} />
      );
    case 'NUMBER':
      return (
        <InputNumber
          aria-label={label}
          {...(field.min === undefined ? {} : { min: field.min })}
          {...(field.max === undefined ? {} : { max: field.max })}
        />
      );
    case 'FLAG':
      return <Checkbox>{label}</Checkbox>;
    case 'DATE':
    case 'DAY':
      return <Input type="date" aria-label={label} />;
    case 'EPISODE':
      return <EpisodeChooser label={label} />;
    case 'ECG':
      return (
        <Select
          aria-label={label}
          allowClear
          placeholder={t.pleaseChoose}
          options={field.options.map((one) => ({ ...one }))}
        />
      );
    case 'MOMENT':
      return <Input type="datetime-local" step={60} aria-label={label} />;
    case 'PERSON':
      return (
        <Select
          aria-label={label}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t.pleaseChoose}
          options={[...field.options]}
        />
      );
    case 'EDITION':
      return <EditionChooser label={label} siteId={field.siteId ?? ''} />;
    case 'LAB':
      return <LabChooser label={label} />;
    case 'SITE':
      return <SiteChooser label={label} siteKinds={field.siteKinds} />;
    case 'PATIENT':
      return <PatientChooser label={label} />;
    case 'STENTS':
    case 'DRUGS':
    case 'PAIRS':
      return null; // lists of their own, below
  }
};

function FieldRow({ field }: { readonly field: Field }) {
  const words = useWords();
  const { t } = words;
  const label = t[field.label];
  if (field.kind === 'STENTS' || field.kind === 'DRUGS')
    return (
      <fieldset>
        <legend>{label}</legend>
        <Lines name={field.name} of={field.kind} />
      </fieldset>
    );
  if (field.kind === 'PAIRS')
    return (
      <fieldset>
        <legend>{label}</legend>
        {field.keys.map((key) => (
          <AntForm.Item key={key} name={[field.name, key]} label={t[key]}>
            <Input />
          </AntForm.Item>
        ))}
      </fieldset>
    );
  const optional = field.kind === 'FLAG' || field.kind === 'CODES' || ('optional' in field && field.optional);
  return (
    <AntForm.Item
      name={field.name}
      {...(field.kind === 'FLAG' ? { valuePropName: 'checked' } : { label })}
      rules={optional ? [] : [{ required: true, message: `${label}: ${t.required}` }]}
    >
      {control(field, words)}
    </AntForm.Item>
  );
}

/** A choice that another field narrows: what is offered no longer is taken back, and the only one is taken. */
function NarrowedRow({ field }: { readonly field: Field }) {
  const by = field.kind === 'CODE' ? field.narrowed?.by : undefined;
  const form = AntForm.useFormInstance();
  const said: unknown = AntForm.useWatch(by ?? field.name, form);
  const narrowed = field.kind === 'CODE' && by !== undefined ? field.narrowed?.options[String(said)] : undefined;
  useEffect(() => {
    if (narrowed === undefined || narrowed.includes(String(form.getFieldValue(field.name)))) return;
    form.setFieldValue(field.name, narrowed.length === 1 ? narrowed[0] : undefined);
  }, [form, field.name, narrowed]);
  return <FieldRow field={field.kind === 'CODE' && narrowed !== undefined ? { ...field, options: narrowed } : field} />;
}

const initialValues = (form: Form): Record<string, unknown> => ({
  ...Object.fromEntries(
    form.fields.flatMap((field): [string, unknown][] => {
      if (field.kind === 'TIME' && field.optional !== true) return [[field.name, timeNow()]];
      if (field.kind === 'CODE' && field.initial !== undefined) return [[field.name, field.initial]];
      if (field.kind === 'SITE' && field.initial !== undefined) return [[field.name, field.initial]];
      return field.kind === 'DRUGS' || field.kind === 'STENTS' ? [[field.name, [{}]]] : [];
    }),
  ),
  ...form.initial,
});

/** How long the form waits for an answer before it lets the person go on, ms. */
const LET_GO_AFTER_MS = 2500;

/** The focus begins in the form’s first field, for whoever works without a mouse. */
const focusFirst = () => {
  const fields = [...document.querySelectorAll<HTMLInputElement>('.action-form :is(input, textarea, select)')];
  const [first] = fields;
  const chosen = fields.find(({ name, checked }) => checked && name === first?.name);
  (chosen ?? first)?.focus();
};

/** And goes back to where it came from when the form is gone. */
const useFocusBack = () => {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement) setTimeout(() => before.focus());
    };
  }, []);
};

/** Whether the form is still there to be read. */
const useShown = (): { readonly current: boolean } => {
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  return shown;
};

/** Asks what an action needs, sends it once, and says what became of it. */
export function ActionForm({ form, onClose }: { readonly form: Form; readonly onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const [sending, setSending] = useState(false);
  const [slow, setSlow] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const [values] = AntForm.useForm<Record<string, unknown>>();
  const tellRefused = useTellRefused();
  const shown = useShown();
  useFocusBack();

  const send = async () => {
    setSending(true);
    setRefusal(undefined);
    const timer = setTimeout(() => setSlow(true), LET_GO_AFTER_MS);
    const said: Readonly<Record<string, unknown>> = values.getFieldsValue(true);
    const answer = await act(form.document, toVariables(form, said), labelOf(form, said, words));
    clearTimeout(timer);
    setSlow(false);
    setSending(false);
    if (!('problem' in answer)) onClose();
    else if (shown.current) setRefusal(faultSentence(answer.problem, words));
    else tellRefused(form.title, answer.problem);
  };

  return (
    <Modal
      open
      title={form.title}
      onCancel={onClose}
      footer={null}
      width={640}
      destroyOnHidden
      mask={{ closable: false }}
      afterOpenChange={(open) => {
        if (open) focusFirst();
      }}
    >
      <AntForm
        form={values}
        layout="vertical"
        initialValues={initialValues(form)}
        onFinish={() => void send()}
        className="action-form"
        requiredMark="optional"
        scrollToFirstError={{ focus: true }}
      >
        {form.fields.map((field) => (
          <NarrowedRow key={field.name} field={field} />
        ))}
        {slow ? <output>{t.stillSending}</output> : null}
        {refusal === undefined ? null : (
          <p role="alert" className="refusal">
            ✕ {refusal}
          </p>
        )}
        <div className="row end send-row">
          <Button onClick={onClose}>{slow ? t.close : t.cancel}</Button>
          <Button type="primary" htmlType="submit" loading={sending}>
            {t.send}
          </Button>
        </div>
      </AntForm>
    </Modal>
  );
}
