type Kind = 'CONDITION' | 'ALLERGY' | 'DRUG' | 'ECG' | 'NOTE';
type Line = readonly [kind: Kind, code: string, text: string, since?: string];
type Resident = {
  letter: string;
  sign: string;
  sex: 'FEMALE' | 'MALE';
  born: string;
  centre: 1 | 2;
  history: readonly Line[];
};

/** Residents whose contracted doctor keeps a history; invented, and called so on every screen. */
const RESIDENTS: readonly Resident[] = [
  {
    letter: 'A',
    sign: '甲',
    sex: 'MALE',
    born: '1958-04-12',
    centre: 1,
    history: [
      ['CONDITION', 'HYPERTENSION', '高血压 Hypertension', '2009-05-01'],
      ['CONDITION', 'DIABETES_2', '2型糖尿病 Type 2 diabetes', '2015-03-01'],
      ['DRUG', 'AMLODIPINE', '氨氯地平 Amlodipine', '2010-01-01'],
      ['DRUG', 'METFORMIN', '二甲双胍 Metformin', '2015-03-01'],
      ['ALLERGY', 'PENICILLIN', '青霉素过敏 Penicillin'],
      ['NOTE', 'SMOKER', '吸烟 Smoker'],
    ],
  },
  {
    letter: 'B',
    sign: '乙',
    sex: 'FEMALE',
    born: '1949-11-30',
    centre: 1,
    history: [
      ['CONDITION', 'ATRIAL_FIBRILLATION', '心房颤动 Atrial fibrillation', '2020-06-01'],
      ['DRUG', 'RIVAROXABAN', '利伐沙班 Rivaroxaban', '2020-06-01'],
      ['ECG', 'ATRIAL_FIBRILLATION', '既往心电图：房颤 Earlier ECG: atrial fibrillation', '2025-02-10'],
    ],
  },
  {
    letter: 'C',
    sign: '丙',
    sex: 'MALE',
    born: '1966-07-03',
    centre: 2,
    history: [
      ['CONDITION', 'HYPERLIPIDAEMIA', '高脂血症 Hyperlipidaemia', '2018-01-01'],
      ['DRUG', 'ATORVASTATIN', '阿托伐他汀 Atorvastatin', '2018-01-01'],
    ],
  },
  {
    letter: 'D',
    sign: '丁',
    sex: 'FEMALE',
    born: '1953-02-19',
    centre: 2,
    history: [
      ['CONDITION', 'PRIOR_PCI', '既往支架植入 Earlier PCI', '2022-09-14'],
      ['DRUG', 'ASPIRIN', '阿司匹林 Aspirin', '2022-09-14'],
      ['ALLERGY', 'IODINATED_CONTRAST', '碘对比剂过敏 Iodinated contrast'],
    ],
  },
  { letter: 'E', sign: '戊', sex: 'MALE', born: '1972-12-08', centre: 1, history: [['NOTE', 'SMOKER', '吸烟 Smoker']] },
  {
    letter: 'F',
    sign: '己',
    sex: 'FEMALE',
    born: '1961-08-25',
    centre: 1,
    history: [
      ['CONDITION', 'CHRONIC_KIDNEY_DISEASE', '慢性肾病 Chronic kidney disease', '2021-04-01'],
      ['CONDITION', 'HYPERTENSION', '高血压 Hypertension', '2012-10-01'],
    ],
  },
  {
    letter: 'G',
    sign: '庚',
    sex: 'MALE',
    born: '1944-01-17',
    centre: 2,
    history: [
      ['CONDITION', 'ISCHAEMIC_STROKE', '缺血性卒中 Ischaemic stroke', '2024-03-05'],
      ['DRUG', 'CLOPIDOGREL', '氯吡格雷 Clopidogrel', '2024-03-05'],
    ],
  },
  {
    letter: 'H',
    sign: '辛',
    sex: 'FEMALE',
    born: '1957-05-29',
    centre: 2,
    history: [
      ['CONDITION', 'ASTHMA', '哮喘 Asthma', '1999-01-01'],
      ['ALLERGY', 'ASPIRIN', '阿司匹林过敏 Aspirin'],
    ],
  },
  {
    letter: 'J',
    sign: '壬',
    sex: 'MALE',
    born: '1963-10-11',
    centre: 1,
    history: [
      ['CONDITION', 'PRIOR_MI', '陈旧性心肌梗死 Earlier infarction', '2019-12-20'],
      ['ECG', 'Q_WAVES_INFERIOR', '既往心电图：下壁Q波 Earlier ECG: inferior Q waves', '2025-06-02'],
    ],
  },
  { letter: 'K', sign: '癸', sex: 'FEMALE', born: '1969-03-22', centre: 1, history: [] },
  {
    letter: 'L',
    sign: '子',
    sex: 'MALE',
    born: '1951-09-06',
    centre: 2,
    history: [
      ['CONDITION', 'DIABETES_2', '2型糖尿病 Type 2 diabetes', '2006-08-01'],
      ['DRUG', 'INSULIN_GLARGINE', '甘精胰岛素 Insulin glargine', '2016-02-01'],
    ],
  },
  { letter: 'M', sign: '丑', sex: 'FEMALE', born: '1975-06-15', centre: 2, history: [] },
];

const idOf = ({ letter }: Resident) => `pt_demo_${letter.toLowerCase()}`;

export const patients = RESIDENTS.map((resident, n) => ({
  id: idOf(resident),
  name: `测试患者${resident.sign} Test Patient ${resident.letter}`,
  sex: resident.sex,
  birth_date: resident.born,
  phone: `000-0002-${String(n + 1).padStart(4, '0')}`,
  emergency_contact: `测试家属${resident.sign} Test Relative ${resident.letter} 000-0003-${String(n + 1).padStart(4, '0')}`,
  address: `测试路${n + 1}号 ${n + 1} Test Road`,
  contracted_doctor_id: `ps_family${resident.centre}`,
  community_site_id: `st_cc${resident.centre}`,
  synthetic: true,
}));

export const histories = RESIDENTS.flatMap((resident) =>
  resident.history.map(([kind, code, text, since], n) => ({
    patient_id: idOf(resident),
    n: n + 1,
    kind,
    code,
    text,
    since: since ?? null,
  })),
);
