using MimGmsa.PowerShell.Tests.Machine;
using System.Diagnostics;
namespace MimGmsa.PowerShell.Tests.Bundles;
public class Prof { [Fact] public void P() {
 var sb = new System.Text.StringBuilder();
 for (var i=0;i<6;i++){ var t=Stopwatch.StartNew(); using var m=new FakeWindowsServer(new World(),"X"); using var b=Bundle.Of(OwnPlan.All[0]); sb.Append($"bundle {t.ElapsedMilliseconds} "); t.Restart(); using var s=new Session(m); sb.Append($"session {t.ElapsedMilliseconds} "); t.Restart();
 s.Script($"Import-Module -Name '{b.Folder}/modules/MimGmsa/MimGmsa.psd1'").Ok(); sb.Append($"import {t.ElapsedMilliseconds} "); t.Restart(); b.Run(s,"-AllowDemo"); sb.Append($"list {t.ElapsedMilliseconds} ");t.Restart(); b.Run(s,"-AllowDemo"); sb.AppendLine($"list2 {t.ElapsedMilliseconds} ");}
 File.WriteAllText("/tmp/prof.txt", sb.ToString()); } }
