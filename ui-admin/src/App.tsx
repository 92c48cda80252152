import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { RouterProvider } from 'react-router/dom';
import { router } from './routes';
import { NowProvider } from './useNow';
import { useWords, WordsProvider } from './words/words';

const THEME = {
  token: {
    colorPrimary: '#0958d9',
    colorError: '#b42318',
    colorTextPlaceholder: '#667085',
    colorTextDescription: '#475467',
    borderRadius: 4,
    fontSize: 14,
    controlHeight: 32,
    motion: false,
    fontFamily: `Inter, 'Segoe UI', 'Helvetica Neue', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif`,
  },
} as const;

function Themed() {
  const { language } = useWords();
  return (
    <ConfigProvider theme={THEME} locale={language === 'zh-CN' ? zhCN : enUS} button={{ autoInsertSpace: false }}>
      <AntApp>
        <NowProvider>
          <RouterProvider router={router} />
        </NowProvider>
      </AntApp>
    </ConfigProvider>
  );
}

export function App() {
  return (
    <WordsProvider>
      <Themed />
    </WordsProvider>
  );
}
