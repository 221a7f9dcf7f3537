using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Records.Files;
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

    private static void Says(params string[] parts) => parts.Where(part => !Handbook.Contains(part, StringComparison.Ordinal)).ShouldBeEmpty();

    private static int Minutes(TimeSpan time) => (int)time.TotalMinutes;

    // Whatever the base library has that encrypts, hashes, signs or makes random numbers, where it is used.
    [GeneratedRegex(@"(?<![\w.])(?<kind>AesGcm|AesCcm|ChaCha20Poly1305|HKDF|Rfc2898DeriveBytes|SHA\d+|SHA3_\d+|MD5|HMACSHA\d+|HMACMD5|ECDsa|ECDiffieHellman|RSA|DSA|MLDsa|MLKem|Ed25519|RandomNumberGenerator|PasswordHasher|IDataProtector|X509Certificate2|SslStream|Shake\d+|Kmac\d+)(?=[.(<]|\s+\w+\s*=)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Cryptography();
}
