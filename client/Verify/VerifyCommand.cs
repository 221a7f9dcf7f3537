using System.CommandLine;
using System.Text;
using Entente.Ledger;

namespace Entente.Client.Verify;

/// <summary><c>./entente verify RECEIPT STATEMENT --keys POLICY</c>: checks a receipt without asking anybody, and says each thing that was checked.</summary>
public static class VerifyCommand
{
    private const int Unreadable = 2;

    public static Command Command()
    {
        var receipt = new Argument<string>("receipt") { Description = "The receipt's file, or the text of its QR code" };
        var statement = new Argument<string?>("statement") { Description = "The statement's file", Arity = ArgumentArity.ZeroOrOne };
        var keys = new Option<string>("--keys") { Description = "Whose signatures are believed: a policy as docs/receipts.md describes it", Required = true };
        var command = new Command("verify", "Check a receipt off-line; ends with 0 when everything holds, 1 when something does not, 2 when a file cannot be read") { receipt, statement, keys };
        command.SetAction(parsed => Run(parsed.GetValue(receipt)!, parsed.GetValue(statement), parsed.GetValue(keys)!, Console.Out, Console.Error));
        return command;
    }

    public static int Run(string receipt, string? statement, string keys, TextWriter console, TextWriter errors)
    {
        var reading = keys;
        try
        {
            var policy = Policy.Parse(File.ReadAllBytes(keys));
            reading = statement ?? receipt;
            var declared = statement is null ? null : StatementFile.Parse(File.ReadAllBytes(statement));
            reading = receipt;
            return Tell(Check(receipt, declared, policy), console);
        }
        catch (Exception problem) when (problem is LedgerFormatException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"{(reading.Length > 100 ? "the code" : reading)}: {problem.Message}");
            return Unreadable;
        }
    }

    private static Verdict Check(string receipt, StatementFile? declared, Policy policy)
    {
        if (!File.Exists(receipt) && receipt.Length > 100)
            return CompactReceipt.Parse(receipt).Verify(policy);
        var bytes = File.ReadAllBytes(receipt);
        return bytes.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? Receipt.Parse(bytes).Verify(declared, policy) : CompactReceipt.Parse(Encoding.UTF8.GetString(bytes)).Verify(policy);
    }

    private static int Tell(Verdict verdict, TextWriter console)
    {
        foreach (var finding in verdict.Findings)
            console.WriteLine($"{finding.Outcome switch { Outcome.Holds => "holds", Outcome.Open => "open ", _ => "FAILS" }}  {finding.Words()}");
        var failed = verdict.Findings.Count(finding => finding.Outcome == Outcome.Fails);
        console.WriteLine(verdict.Holds ? "Everything that could be checked holds." : $"{failed} of {verdict.Findings.Count} findings fail: this receipt does not prove the statement.");
        return verdict.Holds ? 0 : 1;
    }
}
