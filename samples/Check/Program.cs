using Checking;
using Spectre.Console;

return await CheckCommand.RunAsync(args, AnsiConsole.Console);
