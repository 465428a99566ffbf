// Parses every query of infra/ with Microsoft's own parser, as the workspace does: a rule whose query is wrong deploys and
// never fires.
//   node .ci/kql.js FOLDER_OF_@kusto/language-service-next
const fs = require('fs');
const path = require('path');
const vm = require('vm');

globalThis.window = globalThis;
for (const file of ['bridge.js', 'Kusto.Language.Bridge.js']) {
  vm.runInThisContext(fs.readFileSync(path.join(process.argv[2], file), 'utf8'), file);
}

// The columns that the queries read, of the tables that Application Insights fills.
const { KustoCode, GlobalState, Symbols, Diagnostic } = Kusto.Language;
const tables = new (System.Collections.Generic.List$1(Symbols.Symbol))();
for (const [name, columns] of Object.entries({
  AppTraces: '(TimeGenerated: datetime, Message: string, SeverityLevel: int)',
  AppRequests: '(TimeGenerated: datetime, Name: string, Success: bool, ResultCode: string)',
  AppExceptions: '(TimeGenerated: datetime, ExceptionType: string, OuterMessage: string)',
})) {
  tables.add(Symbols.TableSymbol.From(columns).WithName(name));
}
const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1('workspace', tables, false));

const folder = path.join(__dirname, '..', 'infra', 'queries');
const files = fs.readdirSync(folder, { recursive: true }).filter(file => file.endsWith('.kql'));
let wrong = files.length === 0 ? 1 : 0;
for (const file of files) {
  const query = fs.readFileSync(path.join(folder, file), 'utf8')
    .replaceAll('<heartbeats>', 'AppTraces').replaceAll('<windows>', '45m').replaceAll('<window>', '15m');
  const said = KustoCode.ParseAndAnalyze(query, globals).GetDiagnostics();
  for (let i = 0; i < said.Count; i++) {
    const { Severity, Code, Message, Start } = System.Array.getItem(said, i, Diagnostic);
    console.log(`${file}(${query.slice(0, Start).split('\n').length}): ${Severity} ${Code}: ${Message}`);
    wrong++;
  }
}
console.log(`${files.length} queries, ${wrong} faults`);
process.exitCode = wrong === 0 ? 0 : 1;
