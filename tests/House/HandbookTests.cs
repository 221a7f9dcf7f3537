using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Bodies;
using Entente.Records.Files;
using Entente.Shared.Data;
using Entente.Shared.Web;
using Entente.SignIn;

namespace Entente.Tests.House;

/// <summary>What docs/security.md says of numbers, names and lists is what the code does.</summary>
public sealed partial class HandbookTests
{
    private static readonly string Handbook = Tree.Read("docs/security.md");

    [Fact]
    public void How_long_sessions_last_stands_in_it()
    {
        var usual = SignInSettings.From(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());
        Says($"after {Minutes(usual.Idle)} minutes without a click", $"after {(int)usual.Longest.TotalHours} hours in any case", $"older than {Minutes(SignInSettings.Recent)} minutes", "`ENTENTE_SESSION_IDLE_MINUTES`", "`ENTENTE_SESSION_LONGEST_MINUTES`", "SP 800-63B");
    }

    [Fact]
    public void How_often_one_may_try_stands_in_it() => Says(
        $"{Allowance.Address.Tries} wrong tries for one address", $"a pause of {Minutes(Allowance.Address.Pause)} minutes", $"up to {(int)Allowance.Address.LongestPause.TotalHours} hours",
        $"{Allowance.Network.Tries} refusals from one network within {Minutes(Allowance.Network.Within)} minutes", $"{Allowance.Recovery.Tries} requests to be let in again",
        "A passkey lets its owner in during a pause");

    [Fact]
    public void Every_instruction_to_the_browser_stands_in_it() =>
        SecurityHeaders.Sent(secure: true).Select(header => header.Name).Where(name => !Handbook.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Every_kind_and_size_of_file_that_is_taken_stands_in_it()
    {
        FileType.Endings.Where(ending => !Handbook.Contains($"`{ending}`", StringComparison.Ordinal)).ShouldBeEmpty();
        Says($"{FileSettings.LargestFile >> 20} megabytes", $"{Limits.Body / 1_000_000} megabytes", $"{Limits.Fields.ToString("N0", CultureInfo.InvariantCulture)} fields");
    }

    [Fact]
    public void Every_kind_of_cryptography_in_use_stands_in_it()
    {
        var used = Tree.Files("platform", ".cs").Concat(Tree.Files("engines", ".cs")).Concat(Tree.Files("client", ".cs"))
            .SelectMany(file => Cryptography().Matches(Tree.Read(file))).Select(match => match.Groups["kind"].Value).Distinct().Order(StringComparer.Ordinal).ToList();
        used.ShouldContain("AesGcm");
        used.ShouldContain("SHA256");
        used.Where(kind => !Handbook.Contains($"`{kind}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Everything_the_application_connects_to_stands_in_it()
    {
        foreach (var setting in new[] { "ENTENTE_WRITER", "ENTENTE_READER", "ENTENTE_MAIL", "ENTENTE_CLAMAV", "ENTENTE_WITNESSES", "OTEL_EXPORTER_OTLP_ENDPOINT" })
        {
            Handbook.ShouldContain($"`{setting}`");
            Tree.Files("platform", ".cs").Any(file => Tree.Read(file).Contains($"\"{setting}\"", StringComparison.Ordinal)).ShouldBeTrue(setting);
        }
        Says("Nobody can make the application connect to an address that they typed");
    }

    [Fact]
    public void How_many_sessions_one_may_have_stands_in_it() => Says("One person may have any number of sessions at once", "can be ended there");

    [Fact]
    public void What_an_old_browser_does_without_stands_in_it() => Says("A browser is expected to know TLS 1.2", "One that does not is neither warned nor kept out");

    [Fact]
    public void Every_way_in_stands_in_it_and_no_other_begins_a_session()
    {
        var begins = Tree.Files("platform", ".cs").Where(file => Begins().IsMatch(Tree.Read(file))).ToList();
        // A passkey, a code after a password, the link of a ticket, and a demonstration's door.
        begins.ShouldBe(["platform/SignIn/DemonstrationDoor.cs", "platform/SignIn/Enrolling.cs", "platform/SignIn/Entrance.cs", "platform/SignIn/SignIn.cshtml.cs", "platform/SignIn/SignInCode.cshtml.cs"]);
        var words = Tree.Read("docs/sign-in.md");
        foreach (var way in new[] { "**Passkey**", "**Password with a one-time code**", "recovery codes", "the link in your invitation", "Link and code together", "## Keys for programs", "## In a demonstration" })
            words.ShouldContain(way);
        Says("A passkey, or a password with a one-time code; nothing else");
    }

    [Fact]
    public void Every_right_of_a_post_stands_in_the_guide() =>
        Enum.GetValues<Right>().Where(right => right != Right.Administer && !Tree.Read("docs/bodies.md").Contains($"| `{right.ToString().ToLowerInvariant()}` | to ", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Who_reads_a_single_field_stands_in_the_guide()
    {
        var guide = Tree.Read("docs/definitions.md");
        foreach (var word in new[] { "`shown-to`, `may-choose`, `opens-within`, `confidential`", "for the statement, for a section, and for a field", "a field by whoever reads its section", "`confidential: true` on a field" })
            guide.ShouldContain(word);
    }

    [Fact]
    public void What_is_done_with_keys_stands_in_the_administrators_handbook()
    {
        foreach (var word in new[] { "`./entente keys rotate`", "`./entente keys destroy BODY PARTY`", "`./entente log rotate-key", "`data/keys/root`", "`data/keys/parties`", "`data/keys/log`", "Several nodes share one folder", "a copy elsewhere" })
            Operations.ShouldContain(word, Case.Insensitive);
    }

    [Fact]
    public void Every_secret_and_when_it_changes_stands_in_the_administrators_handbook()
    {
        var section = Section("## Secrets and when they change");
        foreach (var secret in new[] { "`data/secret`", "`data/owner-secret`", "`data/keys/root`", "`data/keys/parties`", "`data/keys/log`", "`ENTENTE_MAIL`", "keys of programs", "passwords of analysts", "writer and reader" })
            section.ShouldContain(secret);
    }

    [Fact]
    public void What_is_logged_where_stands_in_the_administrators_handbook()
    {
        var tables = LoggedIn().Matches(Section("## What is logged where")).Select(match => match.Groups["table"].Value).ToList();
        tables.Count.ShouldBeGreaterThanOrEqualTo(8);
        var made = string.Concat(Tree.Files("platform", ".sql").Select(Tree.Read));
        tables.Where(table => !made.Contains($"create table {table} ", StringComparison.Ordinal)).ShouldBeEmpty();
        Section("## What is logged where").ShouldContain("`data/logs/application.log`");
    }

    [Fact]
    public void A_key_from_a_passphrase_takes_long_to_guess()
    {
        Tree.Read("client/Backup/KeysBox.cs").ShouldContain("Rounds = 600_000");
        Tree.Files("platform", ".cs").Concat(Tree.Files("engines", ".cs")).Concat(Tree.Files("client", ".cs")).Where(file => Tree.Read(file).Contains("Rfc2898DeriveBytes", StringComparison.Ordinal)).ShouldBe(["client/Backup/KeysBox.cs"]);
    }

    [Fact]
    public void The_logins_of_the_database_are_of_this_installation_alone()
    {
        var (one, other) = (LoginsOf('a'), LoginsOf('b'));
        new[] { one.Writer, one.Reader, other.Writer, other.Reader }.Select(Password).Distinct(StringComparer.Ordinal).Count().ShouldBe(4);
        Password(one.Writer).Length.ShouldBe(48);
        Should.Throw<ArgumentException>(() => new InstallationSecret("short"));

        static Logins LoginsOf(char secret) => Logins.From("Host=localhost;Username=owner;Password=given", new InstallationSecret(new string(secret, InstallationSecret.Shortest)));

        static string Password(string login) => new Npgsql.NpgsqlConnectionStringBuilder(login).Password!;
    }

    private static string Operations { get; } = Tree.Read("docs/operations.md");

    private static string Section(string heading)
    {
        var from = Operations.IndexOf(heading + "\n", StringComparison.Ordinal);
        from.ShouldBeGreaterThan(0, heading);
        var until = Operations.IndexOf("\n## ", from + heading.Length, StringComparison.Ordinal);
        return Operations[from..(until < 0 ? Operations.Length : until)];
    }

    [GeneratedRegex(@"\b(entrance\.Admit|entrance\.Begin|sessions\.Begin)\(", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Begins();

    [GeneratedRegex(@"`(?<table>[a-z_]+\.[a-z_]+)`(?=[^|]*\|)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex LoggedIn();

    private static void Says(params string[] parts) => parts.Where(part => !Handbook.Contains(part, StringComparison.Ordinal)).ShouldBeEmpty();

    private static int Minutes(TimeSpan time) => (int)time.TotalMinutes;

    // Whatever the base library has that encrypts, hashes, signs or makes random numbers, where it is used.
    [GeneratedRegex(@"(?<![\w.])(?<kind>AesGcm|AesCcm|ChaCha20Poly1305|HKDF|Rfc2898DeriveBytes|SHA\d+|SHA3_\d+|MD5|HMACSHA\d+|HMACMD5|ECDsa|ECDiffieHellman|RSA|DSA|MLDsa|MLKem|Ed25519|RandomNumberGenerator|PasswordHasher|IDataProtector|X509Certificate2|SslStream|Shake\d+|Kmac\d+)(?=[.(<]|\s+\w+\s*=)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Cryptography();
}
