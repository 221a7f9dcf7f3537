using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Entente.Tests.House;

/// <summary>What the sources of the application may not hold, because a whole class of attacks hangs on it. <c>docs/asvs.csv</c> names these tests.</summary>
public sealed partial class SourcesTests
{
    private static readonly string[] Code = [".cs", ".cshtml"];

    // It encodes what it is given (LetterTests.Links_can_be_followed_and_nothing_else_is_markup).
    private static readonly string[] WritesMarkup = ["platform/Administration/LetterPage.cshtml"];

    private static readonly string[] Connects = ["platform/Shared/Mail/MailServer.cs", "platform/Records/Files/Scanner.cs", "platform/Shared/Web/TelemetryExport.cs", "platform/Disclosure/Log/AskWitnesses.cs"];

    private static readonly string[] MakesSecrets = ["platform/SignIn/Token.cs", "platform/SignIn/RecoveryCodes.cs", "platform/SignIn/OneTimeCodes.cs", "platform/SignIn/Tickets.cs", "platform/Shared/Data/Sealed.cs"];

    [Fact]
    public void No_page_writes_markup_that_is_not_encoded()
    {
        Holding("platform", Raw(), ".cshtml", ".cs").Except(WritesMarkup).ShouldBeEmpty();
        // A page writes no markup object made of anything but a text of the source.
        Holding("platform", MadeMarkup(), ".cshtml").ShouldBeEmpty();
    }

    [Fact]
    public void No_script_of_ours_runs_text_as_code_or_as_markup() => Holding("platform", RunsText(), ".mjs", ".cshtml").ShouldBeEmpty();

    [Fact]
    public void No_script_keeps_a_password_from_being_pasted()
    {
        Tree.Read("platform/Shared/Assets/modules/passwords.mjs").ShouldNotContain("paste");
        Tree.Files("platform", ".cshtml", ".cs").Where(file => Tree.Read(file).Contains("onpaste", StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    [Fact]
    public void A_program_is_started_with_its_words_apart_and_never_through_a_shell() =>
        Holding("platform", Shell(), Code).Concat(Holding("engines", Shell(), Code)).ShouldBeEmpty();

    [Fact]
    public void The_application_opens_connections_in_known_places_only() => Holding("platform", Opens(), Code).Except(Connects).ShouldBeEmpty();

    [Fact]
    public void XML_of_others_is_read_without_definitions()
    {
        // The ring of the framework's keys is XML that only this application writes.
        Holding("platform", ReadsXml(), Code).ShouldBe(["platform/Records/Interchange/WorkbookIndex.cs", "platform/Shared/Data/Keys.cs", "platform/Shared/Data/KeysSeal.cs"]);
        Tree.Read("platform/Records/Interchange/WorkbookIndex.cs").ShouldContain("DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null");
    }

    [Fact]
    public void Nothing_is_read_into_a_type_that_the_text_names() => Holding("platform", NamesType(), Code).Concat(Holding("engines", NamesType(), Code)).ShouldBeEmpty();

    [Fact]
    public void Every_secret_comes_from_the_generator_of_the_system()
    {
        Holding("platform", Predictable(), Code).ShouldBe(["platform/Records/Demonstrations/Planned.cs", "platform/Shared/Jobs/Backoff.cs"], "how long a job waits is no secret, nor what is invented");
        MakesSecrets.Where(file => !Tree.Read(file).Contains("RandomNumberGenerator.", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Only_authenticated_encryption_is_used() =>
        Holding("platform", Unauthenticated(), Code).Concat(Holding("engines", Unauthenticated(), Code)).ShouldBeEmpty();

    [Fact]
    public void Every_pattern_ends_in_time()
    {
        var files = new[] { "platform", "engines", "client" }.SelectMany(folder => Tree.Files(folder, ".cs")).ToList();
        var patterns = files.SelectMany(file => CSharpSyntaxTree.ParseText(Tree.Read(file)).GetRoot().DescendantNodes().OfType<AttributeSyntax>().Where(attribute => attribute.Name.ToString() == "GeneratedRegex").Select(attribute => (file, Says: attribute.ArgumentList!.Arguments))).ToList();
        patterns.Count.ShouldBeGreaterThan(20);
        patterns.Where(pattern => !pattern.Says.Any(argument => argument.ToString().Contains("NonBacktracking", StringComparison.Ordinal) || int.TryParse(argument.ToString().Replace("_", "", StringComparison.Ordinal), out var most) && most is > 0 and <= 5_000)).Select(pattern => $"{pattern.file}: {pattern.Says}").ShouldBeEmpty();
        files.Where(file => Endless().IsMatch(WithoutComments(Tree.Read(file)))).ShouldBeEmpty();
    }

    [Fact]
    public void No_text_of_anybody_is_read_as_a_pattern_to_fill() =>
        Holding("platform", Fills(), Code).Concat(Holding("engines", Fills(), Code)).ShouldBe(["platform/Disclosure/Keys/RootKeys.cs", "engines/Ledger/Receipts/FindingWords.cs"], "both fill texts of their own source");

    [Fact]
    public void No_redirection_is_followed() =>
        Tree.Files("platform", ".cs").Where(file => Tree.Read(file) is var text && Asks().IsMatch(WithoutComments(text)) && !text.Contains("AllowAutoRedirect = false", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Scripts_compare_without_turning_one_type_into_another() => Holding("platform", Loose(), ".mjs").ShouldBeEmpty();

    [Fact]
    public void Every_library_is_fixed_by_its_digest()
    {
        using var modules = System.Text.Json.JsonDocument.Parse(Tree.Read("package-lock.json"));
        modules.RootElement.GetProperty("packages").EnumerateObject().Where(one => one.Name.Length > 0 && !one.Value.TryGetProperty("integrity", out _)).Select(one => one.Name).ShouldBeEmpty();
        foreach (var folder in new[] { "platform", "client", "engines", "bench", "tests" })
            foreach (var file in Tree.Files(folder, "packages.lock.json"))
            {
                using var packages = System.Text.Json.JsonDocument.Parse(Tree.Read(file));
                packages.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(target => target.Value.EnumerateObject())
                    .Where(one => one.Value.GetProperty("type").GetString() != "Project" && !one.Value.TryGetProperty("contentHash", out _)).Select(one => $"{file}: {one.Name}").ShouldBeEmpty();
            }
        Tree.Read("Directory.Build.props").ShouldContain("RestorePackagesWithLockFile");
    }

    [Theory]
    [InlineData("if (a == b)"), InlineData("if (a != b)")]
    public void A_loose_comparison_is_found(string script) => Loose().IsMatch(script).ShouldBeTrue();

    [Theory]
    [InlineData("@Html.Raw(x)"), InlineData("@(new HtmlString(name))")]
    public void Markup_that_is_not_encoded_is_found(string page) => (Raw().IsMatch(page) || MadeMarkup().IsMatch(page)).ShouldBeTrue();

    [Theory]
    [InlineData("el.innerHTML = x"), InlineData("eval(x)"), InlineData("new Function(x)"), InlineData("document.write(x)"), InlineData("a.insertAdjacentHTML('x', y)"), InlineData("setTimeout('x()', 1)")]
    public void Text_that_is_run_is_found(string script) => RunsText().IsMatch(script).ShouldBeTrue();

    [Theory]
    [InlineData("UseShellExecute = true"), InlineData("Process.Start(\"sh -c \" + x)"), InlineData("start.Arguments = $\"-c {x}\""), InlineData("new ProcessStartInfo(\"sh\", $\"-c {x}\")")]
    public void A_shell_is_found(string code) => Shell().IsMatch(code).ShouldBeTrue();

    private static List<string> Holding(string folder, Regex pattern, params string[] endings) =>
        [.. Tree.Files(folder, endings).Where(file => pattern.IsMatch(WithoutComments(Tree.Read(file))))];

    private static string WithoutComments(string text) => string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    [GeneratedRegex(@"Html\.Raw\(", RegexOptions.None, 1_000)]
    private static partial Regex Raw();

    [GeneratedRegex(@"new HtmlString\((?!"")", RegexOptions.None, 1_000)]
    private static partial Regex MadeMarkup();

    [GeneratedRegex(@"\beval\(|new Function\(|\.innerHTML\b|\.outerHTML\s*=|document\.write|insertAdjacentHTML|set(Timeout|Interval)\(\s*['""`]|\sonclick=|javascript:", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex RunsText();

    [GeneratedRegex(@"UseShellExecute\s*=\s*true|\bArguments\s*=\s*[$@""]|Process\.Start\(\s*\$?""|ProcessStartInfo\([^,)]*,\s*\$?@?""", RegexOptions.None, 1_000)]
    private static partial Regex Shell();

    [GeneratedRegex(@"\bHttpClient\b|\bHttpWebRequest\b|\bWebClient\b|\bTcpClient\b|\bUdpClient\b|new Socket\(|ClientWebSocket|OtlpExporter", RegexOptions.None, 1_000)]
    private static partial Regex Opens();

    [GeneratedRegex(@"XmlReader\.Create|X(Document|Element)\.(Load|Parse)|new XmlDocument|XmlTextReader", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex ReadsXml();

    [GeneratedRegex(@"BinaryFormatter|NetDataContractSerializer|TypeNameHandling|XmlSerializer|LosFormatter|ObjectStateFormatter|JsonPolymorphic|JsonDerivedType|Activator\.CreateInstance|Type\.GetType\(", RegexOptions.None, 1_000)]
    private static partial Regex NamesType();

    [GeneratedRegex(@"new Regex\((?![^;]*TimeSpan)|\bRegex\.(IsMatch|Match|Matches|Replace|Split)\((?![^;]*TimeSpan)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Endless();

    [GeneratedRegex(@"\bstring\.Format\(|CompositeFormat\.Parse|\.AppendFormat\(", RegexOptions.None, 1_000)]
    private static partial Regex Fills();

    [GeneratedRegex(@"new HttpClient\(|\bnew\(new SocketsHttpHandler", RegexOptions.None, 1_000)]
    private static partial Regex Asks();

    [GeneratedRegex(@"[^=!<>]==[^=]|!=[^=]", RegexOptions.None, 1_000)]
    private static partial Regex Loose();

    [GeneratedRegex(@"new Random\(|Random\.Shared", RegexOptions.None, 1_000)]
    private static partial Regex Predictable();

    [GeneratedRegex(@"CipherMode\.|Aes\.Create|TripleDES|\bDES\b\.|RC2|RSAEncryptionPadding|AesManaged|RijndaelManaged|ChaCha20(?!Poly)", RegexOptions.None, 1_000)]
    private static partial Regex Unauthenticated();
}
