using System.CommandLine;
using Entente.Bodies;
using Entente.Client.Analysts;
using Entente.Client.Api;
using Entente.Client.Backup;
using Entente.Client.Run;
using Entente.Client.Test;
using Entente.Client.Verify;
using Entente.Client.Witness;
using Entente.Records.Examples;

namespace Entente.Client;

/// <summary>The one command and its words.</summary>
public static class Commands
{
    public static RootCommand Root() =>
        new("Entente: where States declare, exchange and account to each other.") { Run(), Test(), Tck(), Bench(), Check(), New(), ApiCommands.Submit(), ApiCommands.Fetch(), VerifyCommand.Command(), WitnessCommand.Command(), LogCommands.Command(), AuditCommand.Command(), AnalystCommand.Command(Spoken), BackupCommands.Backup(), BackupCommands.Restore(), BackupCommands.Drill(), KeysCommands.Keys() };

    private static Command Run()
    {
        var database = new Option<string?>("--database") { Description = "Owner's connection string of your own PostgreSQL 18, without its password; with it in ENTENTE_DATABASE or:" };
        var databaseFile = new Option<string?>("--database-file") { Description = "File that holds the owner's connection string" };
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1", DefaultValueFactory = _ => 5080 };
        var data = new Option<string?>("--data") { Description = "Folder for database, mail and logs (default ./data)", DefaultValueFactory = _ => Setting("ENTENTE_FOLDER") };
        var bare = new Option<bool>("--no-demonstration") { Description = "Start empty: no demonstration people or figures" };
        var demonstration = new Option<bool>("--demonstration") { Description = "Load demonstration data into a database of your own, when it is new" };
        var large = new Option<bool>("--large") { Description = "Demonstration data of real size, as the bodies' recipes describe it: takes minutes the first time" };
        var production = new Option<bool>("--production") { Description = "Do not reload bodies when their files change" };
        var address = new Option<string?>("--address") { Description = "The address people use, when a proxy stands in front (https://…)", DefaultValueFactory = _ => Setting("ENTENTE_ADDRESS") };
        var mail = new Option<string?>("--mail") { Description = "smtp://host:port, or a folder (default ./data/mail); with a password in ENTENTE_MAIL or:" };
        var mailFile = new Option<string?>("--mail-file") { Description = "File that holds smtp://user:password@host:port" };
        var left = new Option<string?>("--has-left") { Description = "E-mail address of somebody who can no longer be reached: from now on they hold nothing" };
        var command = new Command("run", "Start everything on this machine and say where to look") { database, databaseFile, port, data, bare, demonstration, large, production, address, mail, mailFile, left };
        command.SetAction((parsed, stop) => Spoken(async () =>
        {
            bool? wanted = parsed.GetValue(bare) ? false : parsed.GetValue(demonstration) ? true : null;
            var options = new RunOptions(
                Credentials.Database(parsed.GetValue(database), parsed.GetValue(databaseFile), Setting("ENTENTE_DATABASE")),
                parsed.GetValue(port), parsed.GetValue(data), wanted, !parsed.GetValue(production),
                Credentials.Mail(parsed.GetValue(mail), parsed.GetValue(mailFile), Setting("ENTENTE_MAIL")),
                parsed.GetValue(address), parsed.GetValue(left), parsed.GetValue(large));
            await using var run = new RunCommand(options, Console.Out);
            return await run.Run(stop);
        }));
        return command;
    }

    private static Command Test()
    {
        var which = new Argument<string?>("which") { Description = "quick, or the name of a suite", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("test", "Run the tests; ends with 'N passed, N failed'") { which };
        command.SetAction((parsed, stop) => Spoken(() =>
        {
            var word = parsed.GetValue(which);
            return TestCommand.Run(word == "quick", word == "quick" ? null : word, Console.Out, stop);
        }));
        return command;
    }

    private static Command Tck()
    {
        var folder = new Argument<string>("path") { Description = "The conformance kit of DMN, or a folder of it" };
        var command = new Command("tck", "Run the conformance kit of DMN and say for each folder how many results agree") { folder };
        command.SetAction(parsed => TckCommand.Run(parsed.GetValue(folder)!, Console.Out, Console.Error));
        return command;
    }

    // The script ./entente builds and starts it, since nothing else needs what it measures with; here it is only listed.
    private static Command Bench()
    {
        var which = new Argument<string[]>("which") { Description = "list, or what to measure", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("bench", "Measure how fast things are; 'bench list' shows what is measured") { which };
        command.SetAction((_, _) => Spoken(() => throw new Refusal("Start it as ./entente bench: the script builds it first.")));
        return command;
    }

    private static Command Check()
    {
        var folder = new Argument<string>("body") { Description = "Its folder or its code: bodies/iccat, iccat" };
        var command = new Command("check", "Say everything that is wrong with a body's folder, with file and line") { folder };
        command.SetAction(parsed => BodyCheck.Run(parsed.GetValue(folder)!, House.Find().Bodies, Console.Out, loaded => ExampleCheck.Told(loaded.Body!, loaded.Definitions, loaded.Examples)));
        return command;
    }

    private static Command New()
    {
        var code = new Argument<string>("code") { Description = "Lower-case letters, digits and underscores" };
        var body = new Command("body", "Write a folder for a new body that passes the check") { code };
        body.SetAction(parsed => NewBody.Create(House.Find().Bodies, parsed.GetValue(code)!, Console.Out));
        return new Command("new", "Begin something new") { body };
    }

    // What a person has to mend is said in one sentence; anything else is a defect and keeps its trace.
    internal static async Task<int> Spoken(Func<Task<int>> act)
    {
        try
        {
            return await act();
        }
        catch (Refusal refusal)
        {
            await Console.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
    }

    internal static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
