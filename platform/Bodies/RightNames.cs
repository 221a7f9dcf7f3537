using System.Text.Json;

namespace Entente.Bodies;

/// <summary>How a right is spelled in body.yaml and in the database.</summary>
public static class RightNames
{
    public static string Of(Right right) => JsonNamingPolicy.KebabCaseLower.ConvertName(right.ToString());
}
