using System.CommandLine;
using System.Globalization;
using Entente.Client.Run;
using Npgsql;

namespace Entente.Client.Analysts;

/// <summary>Logins of the database for analysts: <c>entente analyst add | end | list</c>.</summary>
internal static class AnalystCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "Small letters, figures and _" };
    private static readonly Option<string> Person = new("--person") { Description = "The e-mail address of the person as whom it reads", Required = true };
    private static readonly Option<string?> Database = new("--database") { Description = "Owner's connection string of your own PostgreSQL, without its password; with it in ENTENTE_DATABASE or:" };
    private static readonly Option<string?> DatabaseFile = new("--database-file") { Description = "File that holds the owner's connection string" };
    private static readonly Option<string?> Data = new("--data") { Description = "Folder of the installation that runs (default ./data)" };

    public static Command Command(Func<Func<Task<int>>, Task<int>> spoken)
    {
        var add = new Command("add", "Make a login that reads the bodies' tables as a person would, or give it a new password") { Name, Person, Database, DatabaseFile, Data };
        add.SetAction((parsed, stop) => spoken(() => Do(parsed, async owner =>
        {
            var (login, password) = await Records.Disclosing.Analysts.Add(owner, parsed.GetValue(Name)!, parsed.GetValue(Person)!, TimeProvider.System.GetUtcNow(), stop);
            Console.WriteLine($"host      {owner.Host}\nport      {owner.Port.ToString(CultureInfo.InvariantCulture)}\ndatabase  {owner.Database}\nlogin     {login}\npassword  {password}\n\nThe password is kept nowhere; make it again with the same command. It reads the views …_current in the schemas of the bodies.");
        }, stop)));
        var end = new Command("end", "End a login") { Name, Database, DatabaseFile, Data };
        end.SetAction((parsed, stop) => spoken(() => Do(parsed, async owner =>
        {
            if (!await Records.Disclosing.Analysts.End(owner, parsed.GetValue(Name)!, TimeProvider.System.GetUtcNow(), stop))
                throw new Refusal($"There is no analyst {parsed.GetValue(Name)}.");
        }, stop)));
        var list = new Command("list", "Which logins there are") { Database, DatabaseFile, Data };
        list.SetAction((parsed, stop) => spoken(() => Do(parsed, async owner =>
        {
            foreach (var one in await Records.Disclosing.Analysts.All(owner, stop))
                Console.WriteLine($"{one.Login}  reads as {one.Person}  since {one.MadeAt:yyyy-MM-dd}{(one.EndedAt is { } ended ? $", ended {ended:yyyy-MM-dd}" : "")}");
        }, stop)));
        return new Command("analyst", "Logins of the database for analysts, each of which reads as one person would") { add, end, list };
    }

    private static async Task<int> Do(ParseResult parsed, Func<NpgsqlConnection, Task> act, CancellationToken stop)
    {
        var given = Credentials.Database(parsed.GetValue(Database), parsed.GetValue(DatabaseFile), Environment.GetEnvironmentVariable("ENTENTE_DATABASE") is { Length: > 0 } set ? set : null);
        var owner = given ?? OwnerOf(Path.GetFullPath(parsed.GetValue(Data) ?? Environment.GetEnvironmentVariable("ENTENTE_FOLDER") ?? "data"));
        try
        {
            await using var connection = new NpgsqlConnection(owner);
            await connection.OpenAsync(stop);
            await act(connection);
            return 0;
        }
        catch (FormatException refused)
        {
            throw new Refusal(refused.Message);
        }
        catch (NpgsqlException problem)
        {
            throw new Refusal($"The database refused: {problem.Message}");
        }
    }

    // The private database says in its folder where it listens; it has to run.
    private static string OwnerOf(string folder)
    {
        var (note, secret) = (Path.Combine(folder, "postgres", "postmaster.pid"), Path.Combine(folder, "owner-secret"));
        if (!File.Exists(note) || !File.Exists(secret))
            throw new Refusal($"No database runs on {folder}. Start it with ./entente run, or name your own with --database.");
        return new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = int.Parse(File.ReadLines(note).ElementAt(3), CultureInfo.InvariantCulture),
            Database = "entente",
            Username = "entente",
            Password = Convert.ToHexStringLower(new Shared.Data.InstallationSecret(File.ReadAllText(secret).Trim()).Derive("owner login", 24)),
        }.ConnectionString;
    }
}
