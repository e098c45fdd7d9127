/** What spreadsheets really put on the clipboard, as text and as HTML, for tests. */
export type Sample = { text: string; html: string; cells: string[][] }

/** Excel for Windows: line breaks inside of tags and cells, `mso-` styles, a comment between table and columns. */
export const excel: Sample = {
  text: 'Ana Lee\tActive\t1.5\r\n"two\nlines"\tDropped\t"5"" disk"\r\nZoë\u00a0Ünal\t\t\r\n',
  html: `<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel"
xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Excel.Sheet>
<meta name=Generator content="Microsoft Excel 15">
<style>
<!--table
	{mso-displayed-decimal-separator:"\\.";
	mso-displayed-thousand-separator:"\\,";}
td
	{padding-top:1px; white-space:nowrap;}
.xl65
	{white-space:normal;}
-->
</style>
</head>

<body link="#0563C1" vlink="#954F72">

<table border=0 cellpadding=0 cellspacing=0 width=192 style='border-collapse:
 collapse;width:144pt'>
<!--StartFragment-->
 <col width=64 span=3 style='width:48pt'>
 <tr height=20 style='height:15.0pt'>
  <td height=20 width=64 style='height:15.0pt;width:48pt'>Ana Lee</td>
  <td width=64 style='width:48pt'>Active</td>
  <td align=right width=64 style='width:48pt'>1.5</td>
 </tr>
 <tr height=40 style='height:30.0pt'>
  <td height=40 class=xl65 width=64 style='height:30.0pt;width:48pt'>two<br>
    lines</td>
  <td>Dropped</td>
  <td>5&quot; disk</td>
 </tr>
 <tr height=20 style='height:15.0pt'>
  <td height=20 style='height:15.0pt'>Zoë&nbsp;Ünal</td>
  <td></td>
  <td></td>
 </tr>
<!--EndFragment-->
</table>

</body>

</html>
`,
  cells: [
    ['Ana Lee', 'Active', '1.5'],
    ['two\nlines', 'Dropped', '5" disk'],
    ['Zoë\u00a0Ünal', '', ''],
  ],
}

/** Google Sheets: one line of HTML, the values in attributes, a text that begins with a quote as it is in the plain text. */
export const sheets: Sample = {
  text: '"hello" he said\tActive\n"two\nlines"\t😀 مرحبا\nmerged\t',
  html:
    '<meta charset="utf-8"><google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #cccccc;}br {mso-data-placement:same-cell;}--></style>' +
    '<table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" cellpadding="0" dir="ltr" border="1" style="table-layout:fixed;font-size:10pt;font-family:Arial;width:0px;border-collapse:collapse;border:none" data-sheets-root="1" data-sheets-baot="1">' +
    '<colgroup><col width="100"/><col width="100"/></colgroup><tbody>' +
    '<tr style="height:21px;"><td style="overflow:hidden;padding:2px 3px 2px 3px;vertical-align:bottom;" data-sheets-value="{&quot;1&quot;:2,&quot;2&quot;:&quot;\\&quot;hello\\&quot; he said&quot;}">&quot;hello&quot; he said</td>' +
    '<td style="overflow:hidden;padding:2px 3px 2px 3px;vertical-align:bottom;">Active</td></tr>' +
    '<tr style="height:21px;"><td style="overflow:hidden;padding:2px 3px 2px 3px;vertical-align:bottom;">two<br/>lines</td>' +
    '<td style="overflow:hidden;padding:2px 3px 2px 3px;vertical-align:bottom;">😀 مرحبا</td></tr>' +
    '<tr style="height:21px;"><td style="overflow:hidden;padding:2px 3px 2px 3px;vertical-align:bottom;" rowspan="1" colspan="2">merged</td></tr>' +
    '</tbody></table></google-sheets-html-origin>',
  cells: [
    ['"hello" he said', 'Active'],
    ['two\nlines', '😀 مرحبا'],
    ['merged', ''],
  ],
}

/** LibreOffice: an older HTML, entities for letters with accents, a line break in every empty cell. */
export const libreOffice: Sample = {
  text: 'Zoë Ünal\tActive\nAna & Lee\t\n',
  html: `<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">
<html>
<head>

	<meta http-equiv="content-type" content="text/html; charset=utf-8"/>
	<title></title>
	<meta name="generator" content="LibreOffice 24.2.4.2 (Linux)"/>
	<style type="text/css">
		body,div,table,thead,tbody,tfoot,tr,th,td,p { font-family:"Liberation Sans"; font-size:x-small }
		a.comment-indicator:hover + comment { background:#ffd; position:absolute; display:block; border:1px solid black; padding:0.5em;  }
	</style>

</head>

<body>
<table cellspacing="0" border="0">
	<colgroup span="2" width="85"></colgroup>
	<tr>
		<td height="17" align="left" valign=bottom>Zo&euml; &Uuml;nal</td>
		<td align="left" valign=bottom><font face="Arial">Active</font></td>
	</tr>
	<tr>
		<td height="17" align="left" valign=bottom>Ana &amp; Lee</td>
		<td align="left" valign=bottom><br></td>
	</tr>
</table>
</body>

</html>
`,
  cells: [
    ['Zoë Ünal', 'Active'],
    ['Ana & Lee', ''],
  ],
}
