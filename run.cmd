@echo off
rem Starts what can be run here, on a JDK 25, and first builds what is older than its sources. Without arguments: the list.
rem This is the twin of the script "run", which has the reasons: change both.
setlocal EnableExtensions DisableDelayedExpansion

rem The flags of final's server. The start-up cache is made with exactly these, and is good for no others.
set "server_jvm=-XX:+UseParallelGC -Xmn16m -Xms20m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=30 -XX:+UseAdaptiveSizePolicyWithSystemGC -XX:+UseCompactObjectHeaders"
rem A cache that does not fit (another JDK, other flags) is left out by Java, without a word.
set "quiet_cache=-Xlog:aot*=off,cds*=off"
set "root=%~dp0"
set "root=%root:~0,-1%"

set "name=%~1"
if "%name%"=="" goto usage
for %%h in (help -h --help) do if "%name%"=="%%h" goto usage
if "%name:~-1%"=="\" set "name=%name:~0,-1%"
if "%name:~-1%"=="/" set "name=%name:~0,-1%"
set "rest="
for /f "tokens=1,*" %%a in ("%*") do set "rest=%%b"

call :find_jdk || exit /b 1
if "%name%"=="jdk" echo %jdk%& exit /b 0
if "%name%"=="source" goto source
set "module="
set "main="
if "%name%"=="final" set "module=final" & set "main=miniredis.server.ServerMain"
if "%name%"=="cli" set "module=final" & set "main=miniredis.cli.CliMain"
if "%name%"=="nc" set "module=final" & set "main=miniredis.tools.NcMain"
if "%name%"=="bench" set "module=final" & set "main=miniredis.bench.BenchMain"
if "%name%"=="lens" set "module=final" & set "main=miniredis.lens.LensMain" & set "JAVA_OPTS=-Xmx256m %JAVA_OPTS%"
if "%name%"=="tool" set "module=final" & set "main=miniredis.tools.ToolMain"
if "%name%"=="lesson" set "module=exercises" & set "main=course.LessonMain"
if "%name%"=="handout" set "module=exercises" & set "main=course.HandoutMain"
if "%name%"=="learn" set "module=exercises" & set "main=course.learn.LearnMain"
if "%name%"=="museum" set "module=exercises" & set "main=course.museum.MuseumMain"
if "%name%"=="ripple" set "module=exercises" & set "main=course.RippleMain"
if "%name%"=="picture" set "module=exercises" & set "main=course.picture.PictureMain"
if "%name:~0,5%"=="step0" for /d %%d in ("%root%\%name%*") do set "module=%%~nxd" & set "main=miniredis.Main"
if "%name:~0,5%"=="step0" set "JAVA_OPTS=%JAVA_OPTS% -Dminiredis.dir=data/%name:~0,6%"
if not defined module (
  >&2 echo run: there is no %name%; run without arguments lists what there is
  exit /b 1
)

call :build || exit /b 1
set /p jar=<"%out%\jar.txt"
set "class_path=%out%\%jar%.jar"
if exist "%root%\%module%\target\lib" set "class_path=%class_path%;%root%\%module%\target\lib\*"
rem The client is gone before a second compiler or collector would have paid.
if "%name%"=="cli" set "JAVA_OPTS=-XX:+UseSerialGC -XX:TieredStopAtLevel=1 %JAVA_OPTS%"
if "%name%"=="final" goto final
"%jdk%\bin\java" --enable-native-access=ALL-UNNAMED %JAVA_OPTS% "-Dminiredis.root=%root%" -cp "%class_path%" %main% %rest%
exit /b %errorlevel%

:final
set "cache="
if defined JAVA_OPTS goto own_options
if exist "%out%\%jar%.aot" set cache="-XX:AOTCache=%out%\%jar%.aot" %quiet_cache%
goto start_final
:own_options
rem Java takes one collector: the caller's choice replaces ours.
echo %JAVA_OPTS% | findstr /r /c:"-XX:+Use[A-Za-z0-9]*GC" >nul && set "server_jvm=%server_jvm:-XX:+UseParallelGC=%"
:start_final
"%jdk%\bin\java" --enable-native-access=ALL-UNNAMED %server_jvm% %JAVA_OPTS% %cache% "-Dminiredis.replies=%out%\%jar%.replies" -cp "%class_path%" %main% %rest%
exit /b %errorlevel%

:source
set "given="
for /f "tokens=1,*" %%a in ("%rest%") do set "given=%%~a" & set "rest=%%b"
if not defined given (
  >&2 echo run: source needs a folder: run source step01-ping
  exit /b 1
)
set "file="
for %%f in ("%given%" "%root%\%given%") do for %%m in (miniredis\Main.java miniredis\server\ServerMain.java) do (
  for %%s in (src\main\java main\java java .) do if not defined file if exist "%%~f\%%s\%%m" set "file=%%~f\%%s\%%m"
)
if not defined file (
  >&2 echo run: no src\main\java\miniredis\Main.java in %given%
  exit /b 1
)
"%jdk%\bin\java" --enable-native-access=ALL-UNNAMED %JAVA_OPTS% "%file%" %rest%
exit /b %errorlevel%

rem ---- The JDK: JAVA_HOME, then PATH, then the folders where installers put one.

:find_jdk
set "jdk="
if defined JAVA_HOME call :is_25 "%JAVA_HOME%"
for /f "delims=" %%j in ('where java 2^>nul') do if not defined jdk call :is_25 "%%~dpj.."
for /d %%d in (
  "%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\*jdk*" "%ProgramFiles%\Zulu\*"
  "%ProgramFiles%\Amazon Corretto\*" "%ProgramFiles%\BellSoft\*" "%ProgramFiles%\OpenJDK\*" "%ProgramFiles%\SapMachine\*"
  "%LOCALAPPDATA%\Programs\Eclipse Adoptium\*" "%USERPROFILE%\.jdks\*" "%USERPROFILE%\.gradle\jdks\*"
) do if not defined jdk call :is_25 "%%~d"
for /d %%d in ("%USERPROFILE%\scoop\apps\*jdk*") do if not defined jdk call :is_25 "%%~d\current"
if defined jdk exit /b 0
>&2 echo run: no JDK 25 found: get one at https://adoptium.net/temurin/releases/?version=25 (or: winget install EclipseAdoptium.Temurin.25.JDK), or set JAVA_HOME to yours
exit /b 1

:is_25
if not exist "%~1\bin\javac.exe" exit /b 1
if not exist "%~1\release" exit /b 1
findstr /r /c:"^JAVA_VERSION=.25[^0-9]" "%~1\release" >nul || exit /b 1
set "jdk=%~f1"
exit /b 0

rem ---- The build. What is run is a copy in MODULE\target\run: a later build never touches the jar of a running server.

:build
if not exist "%root%\%module%\pom.xml" (
  >&2 echo run: %module% is not written yet: %module%\README.md says what it will be
  exit /b 1
)
set "out=%root%\%module%\target\run"
call :up_to_date && exit /b 0
if not exist "%out%" mkdir "%out%"

rem One build of a module at a time: only one process can have the file open for writing, and none has it once it has died.
:wait_for_the_lock
set "made="
8>&2 2>nul (
  9>"%out%\lock" (
    2>&8 call :make_what_is_old
  )
)
if defined made exit /b %made%
ping -n 2 127.0.0.1 >nul
goto wait_for_the_lock

:make_what_is_old
set "made=1"
call :fresh || call :compile || exit /b 1
call :trained || call :train
set "made=0"
exit /b 0

:up_to_date
call :fresh || exit /b 1
call :trained
exit /b %errorlevel%

rem robocopy /L only compares, and says 0 where a folder is as it was when we built (files added, changed, deleted).
:fresh
if not exist "%out%\jar.txt" exit /b 1
robocopy "%root%\%module%\src\main" "%out%\built\main" /MIR /L /XF .* *~ >nul
if errorlevel 1 exit /b 1
robocopy "%root%\%module%" "%out%\built\module" pom.xml /L >nul
if errorlevel 1 exit /b 1
robocopy "%root%" "%out%\built\root" pom.xml /L >nul
if errorlevel 1 exit /b 1
exit /b 0

:compile
where mvn >nul 2>nul || (
  >&2 echo run: Maven is needed to build: https://maven.apache.org/install.html
  exit /b 1
)
set "quiet=-q"
if exist "%out%\jar.txt" (
  >&2 echo run: building %module%, because its sources have changed
) else (
  >&2 echo run: building %module%, because nothing is built yet
  set "quiet="
)
rem Remembered before the build: what is edited meanwhile is different, and built next time.
if exist "%out%\built.new" rmdir /s /q "%out%\built.new"
robocopy "%root%\%module%\src\main" "%out%\built.new\main" /MIR /XF .* *~ >nul
robocopy "%root%\%module%" "%out%\built.new\module" pom.xml >nul
robocopy "%root%" "%out%\built.new\root" pom.xml >nul
set "caller_home=%JAVA_HOME%"
set "caller_opts=%MAVEN_OPTS%"
set "JAVA_HOME=%jdk%"
set "MAVEN_OPTS=%MAVEN_OPTS% --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
call mvn -B %quiet% -f "%root%\%module%\pom.xml" -Dmaven.test.skip=true package <nul 1>&2
set "status=%errorlevel%"
set "JAVA_HOME=%caller_home%"
set "MAVEN_OPTS=%caller_opts%"
if not "%status%"=="0" (
  >&2 echo run: %module% does not build; see above
  exit /b 1
)
rem A new name each time, because Windows does not let go of a jar that is in use. Old ones go when they can.
set "jar=%module%-%RANDOM%%RANDOM%"
del /q "%out%\%module%-*.jar" "%out%\%module%-*.aot" 2>nul
for /d %%d in ("%out%\%module%-*.replies") do rmdir /s /q "%%d"
copy /y "%root%\%module%\target\%module%.jar" "%out%\%jar%.jar" >nul || exit /b 1
if exist "%out%\cache-jdk" del /q "%out%\cache-jdk"
if exist "%out%\built" rmdir /s /q "%out%\built"
move "%out%\built.new" "%out%\built" >nul || exit /b 1
>"%out%\jar.txt" echo %jar%
exit /b 0

rem ---- The start-up cache of final's server: a first start teaches Java what to load.

:trained
if not "%name%"=="final" exit /b 0
if not exist "%out%\cache-jdk" exit /b 1
set "flags="
set /p flags=<"%out%\cache-flags"
if not "%flags%"=="%server_jvm%" exit /b 1
fc /b "%jdk%\release" "%out%\cache-jdk" >nul
exit /b %errorlevel%

:train
>&2 echo run: teaching Java to start it faster, once for each build
set /p jar=<"%out%\jar.txt"
if not exist "%out%\training" mkdir "%out%\training"
pushd "%out%\training"
"%jdk%\bin\java" "-XX:AOTCacheOutput=%out%\%jar%.aot" --enable-native-access=ALL-UNNAMED %server_jvm% -cp "%out%\%jar%.jar" miniredis.server.StartupTraining <nul >"%out%\training.log" 2>&1
if errorlevel 1 del /q "%out%\%jar%.aot" 2>nul
popd
if exist "%out%\training\replies\command-docs.3" if not exist "%out%\%jar%.replies" move "%out%\training\replies" "%out%\%jar%.replies" >nul
rmdir /s /q "%out%\training" 2>nul
>"%out%\cache-flags" echo %server_jvm%
copy /y "%jdk%\release" "%out%\cache-jdk" >nul
exit /b 0

rem ---- The list.

:usage
echo Usage: run NAME [arguments]
echo.
echo The servers; each has --help:
echo   final                the complete server, on port 6379, its files in .\data
call :line step01-ping "step01-ping          answers PING to nc, one client at a time"
call :line step02-get-set "step02-get-set       speaks Redis's protocol: SET, GET, DEL, EXISTS"
call :line step03-concurrency "step03-concurrency   many clients at once, and INCR without a lost update"
call :line step04-expiry "step04-expiry        keys that die when their time has come"
call :line step05-persistence "step05-persistence   a restart keeps the data: AOF and RDB"
call :line step06-lists-hashes "step06-lists-hashes  lists and hashes beside strings"
echo   source DIR           the sources in DIR, a step's or your own, without a build
echo.
echo Beside a server:
echo   cli                  the client: a shell, and all that redis-cli does
echo   nc [PORT]            a small netcat, for machines without one
echo   bench                how fast the servers are, beside redis-server if there is one
echo   lens NAME            a page that shows a server's bytes and insides while it works
echo   tool NAME            looks into the files of a server; without a name: the list
echo.
echo For the course:
call :line exercises "lesson 01 02         what changes from one step to the next (or: lesson DIR 02)"
call :line exercises "handout 02           a page for the class, as HTML (--answers: the key to it)"
call :line exercises "learn                the course on your screen"
call :line exercises "museum 03            a server with a bug, for you to find (museum: the list)"
call :line exercises "ripple STEP          carries a change in a step forward to the later steps"
call :line exercises "picture              draws the chapters' pictures from their descriptions"
echo.
echo   jdk                  where the JDK 25 is that all this runs on
echo JAVA_OPTS adds flags for Java.
exit /b 0

:line
set "note="
if not exist "%root%\%1\pom.xml" set "note= (not written yet)"
echo   %~2%note%
exit /b 0
