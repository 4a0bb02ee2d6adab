import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuChosen } from '../bridge/app.ts';
import type { Words } from '../words/words.ts';

type Item = MenuItemConstructorOptions;

/** What the menu can do besides Electron's own roles. */
export interface MenuActions {
  readonly open: () => void;
  readonly openSample: () => void;
  /** Null: no release feed was set, so there is nothing to ask. */
  readonly checkForUpdates: (() => void) | null;
  readonly choose: (command: MenuChosen['command']) => void;
}

/** Sets the application menu, each system's manners kept: the app's own menu on macOS, Exit under File elsewhere. */
export function setMenu(words: Words['app']['menu'], actions: MenuActions): void {
  const mac = process.platform === 'darwin';
  const settings: Item = {
    label: words.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => actions.choose('settings'),
  };
  const about: Item = { role: 'about', label: words.about };
  const separator: Item = { type: 'separator' };
  const menus: Item[] = [
    {
      label: words.file,
      submenu: [
        { label: words.newBatch, accelerator: 'CmdOrCtrl+N', click: () => actions.choose('new-batch') },
        { label: words.open, accelerator: 'CmdOrCtrl+O', click: actions.open },
        { label: words.sample, click: actions.openSample },
        separator,
        { label: words.connections, click: () => actions.choose('connections') },
        ...(mac ? [] : [settings]),
        separator,
        mac ? { role: 'close', label: words.close } : { role: 'quit', label: words.quit },
      ],
    },
    {
      label: words.edit,
      submenu: [
        // Not Electron's roles: they undo text only. The window undoes text in a text field and else the batch's edit.
        { label: words.undo, accelerator: 'CmdOrCtrl+Z', click: () => actions.choose('undo') },
        {
          label: words.redo,
          accelerator: mac ? 'Shift+Cmd+Z' : 'Ctrl+Y',
          click: () => actions.choose('redo'),
        },
        separator,
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'selectAll', label: words.selectAll },
        separator,
        { label: words.find, accelerator: 'CmdOrCtrl+F', click: () => actions.choose('find') },
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: 'zoomIn', label: words.zoomIn },
        { role: 'zoomOut', label: words.zoomOut },
        { role: 'resetZoom', label: words.zoomReset },
        separator,
        { role: 'togglefullscreen', label: words.fullScreen },
        ...(app.isPackaged ? [] : [separator, { role: 'toggleDevTools', label: words.developer } as Item]),
      ],
    },
    ...(mac ? [{ label: words.window, submenu: [{ role: 'minimize', label: words.minimize } as Item] }] : []),
    {
      role: 'help',
      label: words.help,
      submenu: [
        { label: words.guide, click: () => actions.choose('guide') },
        { label: words.shortcuts, accelerator: 'F1', click: () => actions.choose('shortcuts') },
        ...(actions.checkForUpdates
          ? [separator, { label: words.updates, click: actions.checkForUpdates }]
          : []),
        ...(mac ? [] : [separator, about]),
      ],
    },
  ];
  const own: Item = {
    label: app.name,
    submenu: [
      about,
      separator,
      settings,
      separator,
      { role: 'services', label: words.services },
      separator,
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.showAll },
      separator,
      { role: 'quit', label: words.quitMac },
    ],
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate(mac ? [own, ...menus] : menus));
}
