using System.CommandLine;
using System.Globalization;
using Entente.Client.Run;
using Entente.Disclosure;
using Npgsql;

namespace Entente.Client.Backup;

/// <summary><c>./entente keys rotate</c> and <c>./entente keys destroy BODY PARTY</c>.</summary>
public static class KeysCommands
{
    public static Command Keys()
    {
        var (data, database) = (BackupCommands.Data(), BackupCommands.DatabaseFile());
        var rotate = new Command("rotate", "A new root key wraps the keys of all parties anew, and what is written from now on is under new keys") { data, database };
        rotate.SetAction((parsed, stop) => Commands.Spoken(() => Rotate(new Where(BackupCommands.Database(parsed.GetValue(database)), parsed.GetValue(data)), Console.Out, stop)));
        var body = new Argument<string>("body") { Description = "The code of the body" };
        var party = new Argument<string>("party") { Description = "The code of the party; - for what the body itself declared" };
        var destroy = new Command("destroy", "Destroy the keys of a party: nobody reads what was encrypted for it, here or in any backup, ever again") { body, party, data, database };
        destroy.SetAction((parsed, stop) => Commands.Spoken(() => Destroy(new Where(BackupCommands.Database(parsed.GetValue(database)), parsed.GetValue(data)), parsed.GetValue(body)!, parsed.GetValue(party)!, Console.In, Console.Out, stop)));
        return new Command("keys", "The keys under which confidential answers are encrypted") { rotate, destroy };
    }

    public static Task<int> Rotate(Where where, TextWriter console, CancellationToken cancel) => With(where, async (owner, root) =>
    {
        var wrapped = await RootKeys.Rotate(owner, root, Environment.UserName, TimeProvider.System.GetUtcNow(), cancel);
        await console.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{wrapped} keys are wrapped by the new root key {root.Name}. What is written within a minute from now may still be under the former keys of the parties, which open as before."));
        await console.WriteLineAsync("Keep a copy of the new root key where you kept the old one; the old one still opens backups from before.");
    }, cancel);

    public static async Task<int> Destroy(Where where, string body, string party, TextReader said, TextWriter console, CancellationToken cancel)
    {
        await console.WriteLineAsync($"This destroys the keys of {party} in {body}. What was encrypted for it can never be read again: not here, not from any backup, by nobody. Commitments and the log stay.");
        await console.WriteAsync($"Type \"{body} {party}\" to go on: ");
        if ((await said.ReadLineAsync(cancel))?.Trim() != $"{body} {party}")
            throw new Refusal("That is something else. Nothing was destroyed.");
        await console.WriteAsync("Type \"destroy\" to do it: ");
        if ((await said.ReadLineAsync(cancel))?.Trim() != "destroy")
            throw new Refusal("That is something else. Nothing was destroyed.");
        return await With(where, async (owner, root) =>
        {
            var gone = await RootKeys.Destroy(owner, root, new KeyOwner(body, party == "-" ? "" : party), Environment.UserName, TimeProvider.System.GetUtcNow(), cancel);
            await console.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{gone} keys are destroyed. Nodes that run forget them within a minute. Copies of the folder of keys that you keep elsewhere still hold them: destroy those too."));
        }, cancel);
    }

    private static async Task<int> With(Where where, Func<NpgsqlConnection, RootKey, Task> act, CancellationToken cancel)
    {
        await using var entrance = await Entrance.Open(where.Database, where.Data, alone: false, cancel);
        await using var owner = new NpgsqlConnection(entrance.Login);
        await owner.OpenAsync(cancel);
        var root = BackupCommands.Root(entrance.Folder);
        try
        {
            await act(owner, root);
        }
        catch (RootKeyRefused refused)
        {
            throw new Refusal(refused.Message);
        }
        finally
        {
            // Whoever runs this may be root, and the application is not.
            if (root is RootKeyFolder keys && User.ForApplication(where.Database is null ? User.ForDatabase() : null) is { } user)
                Signals.GiveAll(keys.Folder, user);
        }
        return 0;
    }
}
